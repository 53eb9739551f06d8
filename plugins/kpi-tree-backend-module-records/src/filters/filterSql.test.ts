/** Filters of records in SQL, compared with what Backstage makes of those that it knows. */
import {
  RecordFilter,
  recordFilterMistake,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import fc from 'fast-check';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { cellOf, Row } from '../rows/RowReader';
import { createRecordTable } from '../table/RecordTable';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Stage } from '../table/Stage';
import { createRecords } from './fits';
import { filterSql } from './filterSql';

jest.setTimeout(60_000);

const columns = [
  'priority',
  ...['a.b', `it's "quoted", or not`, 'Straße', 'STRASSE', 'none'],
];
const value = fc.oneof(
  fc.constantFrom('', '1', 'true', 'T', 'major', 'MAJOR', `it's`, 'Ärger'),
  fc.constantFrom('"', ',', ';--', 'null', 'NULL', '\\', 'line\nbreak', ' x '),
  fc.string({ maxLength: 5, unit: 'grapheme-ascii' }),
);
const row = fc.dictionary(fc.constantFrom(...columns.slice(0, 5)), value);

const asked = fc.oneof(value, fc.integer({ min: 0, max: 3 }));
const field = fc.oneof(
  asked,
  fc.record({ $in: fc.array(asked, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $hasPrefix: fc.constantFrom('M', 'm', 'ma', 'Ä', 'x') }),
);
const { predicate } = fc.letrec<{ predicate: object; any: object }>(tie => ({
  any: fc.dictionary(fc.constantFrom(...columns), field, {
    minKeys: 1,
    maxKeys: 2,
  }),
  predicate: fc.oneof(
    { maxDepth: 2 },
    tie('any'),
    fc.record({ $not: tie('predicate') }),
    fc.record({
      $any: fc.array(tie('predicate'), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ $all: fc.array(tie('predicate'), { maxLength: 2 }) }),
  ),
}));

describe('filterSql', () => {
  let engine: Engine;
  let declared: DeclaredColumns;

  beforeEach(async () => {
    engine = await Engine.open({ timeZone: 'Europe/Berlin' });
  });

  afterEach(() => engine.close());

  const load = async (rows: Row[]) => {
    const stage = new Stage(engine.directory, () => true, engine.disk);
    for (const [index, one] of rows.entries()) {
      await stage.add(one, `row ${index}`);
    }
    await stage.end();
    declared = new DeclaredColumns({}, [], stage.lists);
    await createRecordTable(
      engine,
      stage.files,
      declared,
      { texts: new Set(columns), instants: new Set(), numbers: new Set() },
      [],
    );
    await createRecords(engine, { filters: [], values: [] }, declared);
  };

  /** The numbers of the rows that a filter fits. */
  const fitting = async (given: object) =>
    (
      await engine.all<[number]>(
        `select row::integer from records where ${filterSql(
          given as RecordFilter,
          declared,
        )} order by row`,
      )
    ).map(([number]) => number - 1);

  it('fits the rows that Backstage finds, where blank is missing', async () => {
    const rows = fc.sample(row, { numRuns: 150, seed: 7 });
    await load(rows);
    const present = rows.map(one =>
      Object.fromEntries(
        columns.flatMap(column => {
          const cell = cellOf(one, column);
          return cell ? [[column, cell]] : [];
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(predicate, async given => {
        // A text that is asked for has no blanks around it either, and '' asks for none
        const trimmed = JSON.parse(
          JSON.stringify(given, (_, one) =>
            typeof one === 'string' ? one.trim() : one,
          ),
        );
        fc.pre(!JSON.stringify(trimmed).includes('""'));
        const fits = filterPredicateToFilterFunction(trimmed);
        expect(await fitting(given)).toEqual(
          present.flatMap((one, index) => (fits(one) ? [index] : [])),
        );
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it('finds what is blank by an empty text', async () => {
    await load([{ priority: ' ' }, { priority: '1' }, {}]);
    expect(await fitting({ priority: '' })).toEqual([0, 2]);
    expect(await fitting({ priority: { $in: ['', 1] } })).toEqual([0, 1, 2]);
    expect(await fitting({ $not: { priority: '1' } })).toEqual([0, 2]);
  });

  it('does not mind blanks around a cell', async () => {
    await load([
      { priority: '1' },
      { priority: '1 ' },
      { priority: '\t1' },
      { priority: '11' },
    ]);
    expect(await fitting({ priority: 1 })).toEqual([0, 1, 2]);
  });

  it.each<[object, number[]]>([
    [{ priority: 'db' }, [1, 2, 5]],
    [{ priority: { $contains: 'DB' } }, [1, 2, 5]],
    [{ priority: { $in: ['db', 'Urgent'] } }, [0, 1, 2, 5]],
    [{ priority: { $all: ['db', 'urgent'] } }, [1]],
    [{ priority: { $all: [{ $contains: 'db' }, { $not: 'x|y' }] } }, [1, 5]],
    [{ priority: { $any: ['urgent', { $hasPrefix: 'd' }] } }, [0, 1, 2, 5]],
    [{ priority: { $not: 'db' } }, [0, 3, 4, 6]],
    [{ priority: { $exists: true } }, [0, 1, 2, 5, 6]],
    [{ priority: '' }, [3, 4]],
    [{ priority: { $hasPrefix: 'ur' } }, [0, 1]],
    [{ priority: { $matches: '^x.y$' } }, [2]],
    [{ priority: { $matches: 'db, ' } }, []],
    // One value of a list is between them, and not one above and another below
    [{ priority: { $gt: 3, $lt: 8 } }, []],
    [{ priority: { $gte: 9 } }, [6]],
  ])('asks of lists, and of texts among them: %j', async (filter, rows) => {
    await load([
      { priority: 'urgent' },
      { priority: ['urgent', 'db'] },
      { priority: [' db', '', 'x|y'] },
      { priority: [] },
      {},
      { priority: 'db' },
      { priority: ['1', '9'] },
    ]);
    expect(await fitting(filter)).toEqual(rows);
  });

  it.each<[object, number[]]>([
    [{ priority: { $gt: 2 } }, [1, 2]],
    [{ priority: { $gte: 2, $lte: 10 } }, [0, 1, 2]],
    [{ priority: { $lt: -1.5 } }, [3]],
    [{ priority: { $not: { $gt: 2 } } }, [0, 3, 4, 5, 6, 7]],
    [{ priority: { $gte: '2026-03-28' } }, [6, 7]],
    [{ priority: { $lt: '2026-03-28T01:00+01:00' } }, [6]],
    [{ priority: { $gt: '2026-03-27T23:00:00Z' } }, [7]],
  ])('compares numbers and dates: %j', async (filter, rows) => {
    await load([
      { priority: '2' },
      { priority: '10' },
      { priority: '2.5' },
      { priority: '-3' },
      { priority: 'high' },
      { priority: '' },
      { priority: '2026-03-28' },
      { priority: '2026-03-28T00:00:01Z' },
    ]);
    expect(await fitting(filter)).toEqual(rows);
  });

  it.each<[object, number[]]>([
    [{ priority: { $matches: '^sev[12]$' } }, [0, 1]],
    [{ priority: { $matches: 'EV' } }, [0, 1, 2]],
    [{ priority: { $matches: String.raw`^\p{Lu}\w+\d{2,}$` } }, [2]],
    // What takes a backtracking engine an age
    [{ priority: { $matches: '^(a+)+$' } }, []],
  ])('compares with patterns: %j', async (filter, rows) => {
    await load([
      { priority: 'SEV1' },
      { priority: 'sev2' },
      { priority: 'Sev10' },
      { priority: `${'a'.repeat(50_000)}!` },
      {},
    ]);
    expect(await fitting(filter)).toEqual(rows);
  });

  it('takes each pattern that is not refused where it is written', async () => {
    const part = fc.constantFrom(
      ...['a', 'ß', '.', '^', '$', '|', '(', '(?:', '(?i)', '(?=', '(?<n>'],
      ...[')', '[', '[^', ']', 'a-z', '-', '\\d', '\\w', '\\b', '\\1', '\\.'],
      ...['\\p{Lu}', '\\p{N}', '\\pL', '\\u0041', '\\x41', '\\n', '\\k<n>'],
      ...['*', '+', '?', '*?', '{2}', '{2,}', '{0,900}', '{,3}', '{1001}', '/'],
      ...['\\-', '\\/', ' ', '"', "'", '\\A', '\\z', '\\c', '[:alpha:]', '&&'],
    );
    const pattern = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 8 }).map(all => all.join('')),
      fc.string({ minLength: 1, maxLength: 8 }),
    );
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(pattern, async $matches => {
        const filter = { a: { $matches } };
        fc.pre(recordFilterMistake(filter) === undefined);
        taken++;
        await expect(
          engine.all(`select regexp_matches('a', ${textOf($matches)}, 'i')`),
        ).resolves.toHaveLength(1);
      }),
      { numRuns: 1_500, seed: 1, maxSkipsPerRun: 100 },
    );
    expect(taken).toBeGreaterThan(500);
  });
});
