/**
 * What is stored is computed again where `ARITHMETIC_VERSION` goes up. So it has to go up
 * with each change of a result: this test knows the results of a fixed corpus.
 */
import { AGGREGATION_VERSION, ARITHMETIC_VERSION } from '@internal/kpi-tree';
import {
  aggregations,
  KpiSpec,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arithmeticCases } from '../__testUtils__/arithmeticCases';
import {
  CORPUS_BEFORE,
  CORPUS_NOW,
  corpusEntities,
  corpusMeasurements,
} from '../__testUtils__/arithmeticCorpus';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  evaluatedRows,
  EvaluatedRows,
  tidy,
} from '../__testUtils__/evaluatedRows';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();
const GOLDEN = join(__dirname, '../__testData__/arithmetic.golden.json');

type Golden = {
  /** `ARITHMETIC_VERSION` and `AGGREGATION_VERSION` of these results. */
  version: number;
  aggregation: number;
  digest: string;
  /** Of many cases of each function. */
  functions: Record<string, string>;
  /** What is stored of a portal. */
  stored: EvaluatedRows;
};

const digestOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

const functions = () =>
  Object.fromEntries(
    Object.entries(arithmeticCases()).map(([name, results]) => [
      name,
      `${results.length} cases ${digestOf(tidy(results))}`,
    ]),
  );

/** A line for each result, so that a change of one is a change of its line. */
function toText({ functions: cases, stored, ...versions }: Golden): string {
  const linesOf = (rows: Record<string, unknown>, indent: string) =>
    Object.entries(rows)
      .map(
        ([key, row]) =>
          `${indent}${JSON.stringify(key)}: ${JSON.stringify(row)}`,
      )
      .join(',\n');
  const tables = Object.entries(stored).map(
    ([table, rows]) => `  "${table}": {\n${linesOf(rows, '   ')}\n  }`,
  );
  return `{\n${linesOf(versions, ' ')},\n "functions": {\n${linesOf(
    cases,
    '  ',
  )}\n },\n "stored": {\n${tables.join(',\n')}\n }\n}\n`;
}

/** The names of what is not as it was; what was not there before is no difference. */
function differences(
  before: Record<string, unknown>,
  now: Record<string, unknown>,
): string[] {
  return Object.keys(before).filter(
    name => JSON.stringify(before[name]) !== JSON.stringify(now[name]),
  );
}

/**
 * What is wrong with the versions, for results that are not as they were. More of them,
 * such as those of another KPI of the corpus or of another aggregation, ask for nothing:
 * no database has any. A column more of a row is a change, as stored rows do not have it.
 *
 * @returns nothing if they went up
 */
function versionMistake(golden: Golden, now: Golden): string | undefined {
  const changed = [
    ...differences(golden.functions, now.functions),
    ...Object.entries(golden.stored).flatMap(([table, rows]) =>
      differences(rows, now.stored[table] ?? {}).map(
        name => `${table}: ${name}`,
      ),
    ),
  ];
  if (!changed.length) {
    return undefined;
  }
  const what = `Results changed that are stored, such as ${changed
    .slice(0, 5)
    .join(', ')} (${changed.length} in all).`;
  if (now.version <= golden.version) {
    return `${what} If that is meant, raise ARITHMETIC_VERSION in packages/internal/src/arithmetic/version.ts above ${golden.version}, so that existing databases are computed again. If a migration changes what is stored to just this, write it with KPI_TREE_WRITE_GOLDEN=migrated.`;
  }
  const periods = differences(
    golden.stored.periodValues ?? {},
    now.stored.periodValues,
  );
  return periods.length && now.aggregation !== now.version
    ? `Values of periods changed: ${periods[0]}. Raise AGGREGATION_VERSION to ${now.version}, too: what was folded before cannot be computed again, and pages say so.`
    : undefined;
}

describe.each(databases.eachSupportedId())('the arithmetic on %s', id => {
  it('has the results of its version', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, corpusEntities.before);
    h.config.completenessFloor = 0.9;
    h.state.now = CORPUS_BEFORE;
    expect((await h.refreshed()).problems()).toEqual([]);
    h.state.now = CORPUS_NOW;
    h.source.batches = [{ measurements: corpusMeasurements() }];
    expect(await h.collect()).toMatchObject({ errors: [] });
    h.state.entities = corpusEntities.now;
    await h.refreshed();

    const results = {
      functions: functions(),
      stored: await evaluatedRows(knex),
    };
    const now: Golden = {
      version: ARITHMETIC_VERSION,
      aggregation: AGGREGATION_VERSION,
      digest: digestOf(results),
      ...results,
    };
    const golden: Golden = JSON.parse(readFileSync(GOLDEN, 'utf8'));
    const write = process.env.KPI_TREE_WRITE_GOLDEN;
    const mistake =
      write === 'migrated' ? undefined : versionMistake(golden, now);
    expect(mistake).toBeUndefined();
    const isKnown = JSON.stringify(golden) === JSON.stringify(now);
    if (write && !isKnown) {
      writeFileSync(GOLDEN, toText(now));
      return;
    }
    expect(
      isKnown ||
        `The version went up, or there are more results: write them with KPI_TREE_WRITE_GOLDEN=1 yarn test arithmeticVersion --watchAll=false`,
    ).toBe(true);
  });
});

describe('the corpus', () => {
  it('combines values in all ways', () => {
    const used = corpusEntities.now.flatMap(({ spec }) =>
      Object.values((spec as Partial<KpiSpec>).aggregate ?? {}),
    );
    expect(aggregations.filter(how => !used.includes(how))).toEqual([]);
  });
});

describe('the check of the version', () => {
  const golden: Golden = {
    version: 7,
    aggregation: 5,
    digest: 'a',
    functions: { judge: '1 case a', rollUp: '1 case b' },
    stored: { periodValues: { 'component:default/a mttr': [1] }, states: {} },
  };

  it('asks for a higher version where a result is another', () => {
    expect(versionMistake(golden, golden)).toBeUndefined();
    const changed = {
      ...golden,
      functions: { ...golden.functions, rollUp: '1 case c' },
    };
    expect(versionMistake(golden, changed)).toMatch(
      /such as rollUp \(1 in all\).*raise ARITHMETIC_VERSION.* above 7/s,
    );
    expect(versionMistake(golden, { ...changed, version: 8 })).toBeUndefined();
  });

  it('asks for nothing where there are more results', () => {
    const more = {
      ...golden,
      functions: { ...golden.functions, 'aggregate range': '1 case c' },
      stored: {
        ...golden.stored,
        periodValues: {
          ...golden.stored.periodValues,
          'component:default/a range': [3],
        },
        another: { 'component:default/a': 1 },
      },
    };
    expect(versionMistake(golden, more)).toBeUndefined();
    expect(versionMistake(more, golden)).toMatch(
      /such as aggregate range, periodValues: component:default\/a range, another: component:default\/a \(3 in all\)/,
    );
  });

  it('asks for a higher version where rows have a column more', () => {
    const rows = (state: object) => ({
      ...golden,
      stored: { ...golden.stored, states: { 'component:default/a': state } },
    });
    expect(
      versionMistake(rows({ score: 1 }), rows({ score: 1, open_score: 1 })),
    ).toMatch(/states: component:default\/a \(1 in all\).*ARITHMETIC_VERSION/s);
  });

  it('asks for another aggregation where values of periods are others', () => {
    const changed = {
      ...golden,
      version: 8,
      stored: {
        ...golden.stored,
        periodValues: { 'component:default/a mttr': [2] },
      },
    };
    expect(versionMistake(golden, changed)).toMatch(/AGGREGATION_VERSION to 8/);
    expect(
      versionMistake(golden, { ...changed, aggregation: 8 }),
    ).toBeUndefined();
  });
});
