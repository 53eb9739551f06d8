/** Filter predicates in SQL, compared with what Backstage makes of them. */
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import fc from 'fast-check';
import { Engine } from '../engine/Engine';
import { MACROS } from '../engine/macros';
import { cell, Row } from '../rows/RowReader';
import { createRecordTable } from '../table/RecordTable';
import { Stage } from '../table/Stage';
import { whereSql } from './where';

jest.setTimeout(60_000);

const columns = ['priority', 'a.b', `it's "quoted", or not`, 'Straße', 'none'];
const value = fc.oneof(
  fc.constantFrom('', '1', 'true', 'T', 'major', 'MAJOR', `it's`, 'Ärger'),
  fc.constantFrom('"', ',', ';--', 'null', 'NULL', '\\', 'line\nbreak', ' x '),
  fc.string({ maxLength: 5, unit: 'grapheme-ascii' }),
);
const row = fc.dictionary(fc.constantFrom(...columns.slice(0, 4)), value);

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

describe('whereSql', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = await Engine.open({ timeZone: 'UTC' });
    for (const macro of MACROS) {
      await engine.run(macro);
    }
  });

  afterEach(() => engine.close());

  const load = async (rows: Row[]) => {
    const stage = new Stage(engine.directory, () => true);
    for (const [index, one] of rows.entries()) {
      await stage.add(one, `row ${index}`);
    }
    await stage.end();
    await createRecordTable(
      engine,
      stage.files,
      { texts: new Set(columns), instants: new Set(), numbers: new Set() },
      [],
    );
  };

  /** The numbers of the rows that a predicate fits. */
  const fitting = async (given: object) =>
    (
      await engine.all<[number]>(
        `select row::integer from records where ${
          whereSql(given as FilterPredicate).sql
        } order by row`,
      )
    ).map(([number]) => number - 1);

  it('fits the rows that Backstage finds, where blank is missing', async () => {
    const rows = fc.sample(row, { numRuns: 150, seed: 7 });
    await load(rows);
    const present = rows.map(one =>
      Object.fromEntries(
        columns.flatMap(column =>
          cell(one, column) ? [[column, cell(one, column)]] : [],
        ),
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
      { numRuns: 150 },
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
});
