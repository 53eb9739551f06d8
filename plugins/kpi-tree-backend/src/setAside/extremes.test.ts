/**
 * Whatever numbers stand in measurements, each question is answered, or refused with what
 * is beyond a number; and what they do not touch is as it was.
 */
import { InputError, NotFoundError } from '@backstage/errors';
import { assertFinite } from '@internal/kpi-tree';
import fc from 'fast-check';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { caller, createHarness } from '../__testUtils__/harness';

jest.setTimeout(600_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';
const calm = 'component:default/calm';
const system = 'system:default/s';

const sum = { overTime: 'sum', overEntities: 'sum' };

const entities = [
  owners,
  kpiEntity('mean'),
  kpiEntity('sum', { aggregate: sum, unit: '1' }),
  kpiEntity('days', { aggregate: sum, unit: '%', period: 'day' }),
  kpiEntity('last', { aggregate: { overTime: 'last', overEntities: 'max' } }),
  kpiEntity('ratio', { formula: 'sum / mean', source: undefined }),
  kpiEntity('product', {
    formula: 'sum * sum - mean',
    source: undefined,
  }),
  treeEntity('tree', {
    d2c: ['mean', 'sum', 'days', 'last', 'ratio', 'product'],
  }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
  entity('Component:calm', { relations: { [system]: 'partOf' } }),
];

const measured = ['mean', 'sum', 'days', 'last'];
const kpis = [...measured, 'ratio', 'product'];

const value = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    5e-324,
    30_000_000,
    -30_000_000,
    5e9,
    1e200,
    -1e200,
    1.7e308,
    -1.7e308,
    Number.MAX_VALUE,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const weight = fc.constantFrom(0, 1, 2, 5e-324, 1e200, 1.7e308);

const month = fc.constantFrom(
  ...Array.from({ length: 14 }, (_, i) =>
    new Date(Date.UTC(2025, 3 + i, 1)).toISOString().slice(0, 7),
  ),
);

interface Measured {
  entityRef: string;
  kpi: string;
  month: string;
  day: number;
  value: number;
  weight: number;
}

const measurement: fc.Arbitrary<Measured> = fc.record({
  entityRef: fc.constantFrom(a, b),
  kpi: fc.constantFrom(...measured),
  month,
  day: fc.integer({ min: 1, max: 14 }),
  value,
  weight,
});

describe.each(databases.eachSupportedId())('any numbers on %s', id => {
  it('cost only the entities that they belong to', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const write = async (rows: Measured[]) => {
      for (const { entityRef, kpi, ...row } of rows) {
        const [[, seriesId]] = await h.measurements.ensureSeries([
          { entityRef, kpi, grain: 'day' },
        ]);
        const start = `${row.month}-${String(row.day).padStart(2, '0')}`;
        await h.measurements.upsert(
          [{ seriesId, period: start, value: row.value, weight: row.weight }],
          { source: 'test', at: h.state.now },
        );
      }
    };
    for (const kpi of measured) {
      await write([
        { entityRef: calm, kpi, month: '2026-03', day: 3, value: 2, weight: 1 },
        { entityRef: calm, kpi, month: '2026-04', day: 3, value: 3, weight: 1 },
      ]);
    }
    const questions = async () => {
      const context = await h.contexts.of(caller);
      const found: [string, () => Promise<unknown>][] = [];
      for (const scope of [a, b, calm, system, 'all']) {
        found.push(
          [`scorecard ${scope}`, () => h.scorecards.scorecard(context, scope)],
          [
            `past ${scope}`,
            () =>
              h.scorecards.scorecard(context, scope, undefined, {
                asOf: '2026-03-31',
                compare: '2025-12-31',
              }),
          ],
          [
            `history ${scope}`,
            () => h.scoreHistories.history(context, { scope, tree: 'tree' }),
          ],
          [
            `score ${scope}`,
            () =>
              h.scoreContributions.contribution(context, {
                scope,
                tree: 'tree',
              }),
          ],
          [
            `insights ${scope}`,
            () =>
              h.insights.insights(context, { scope, since: 'P1Y', limit: 50 }),
          ],
          [`quality ${scope}`, () => h.quality.report(context, { scope })],
        );
        for (const kpi of kpis) {
          for (const periodType of ['day', 'month', 'quarter'] as const) {
            found.push([
              `series ${scope} ${kpi} ${periodType}`,
              () => h.series({ scope, kpi, periodType }),
            ]);
          }
          found.push([
            `contribution ${scope} ${kpi}`,
            () => h.contributions.contribution(context, { scope, kpi }),
          ]);
        }
      }
      for (const kpi of kpis) {
        for (const sort of ['score', 'value', 'name'] as const) {
          found.push([
            `members ${kpi}`,
            () => h.members({ kpi, scope: 'all', sort, limit: 10 }),
          ]);
        }
      }
      found.push(
        [
          'heatmap',
          () =>
            h.heatmaps.heatmap(context, {
              scope: 'all',
              tree: 'tree',
              sort: 'score',
              order: 'asc',
              limit: 10,
            }),
        ],
        ['scores', () => h.scores.scores(context, [a, b, calm])],
      );
      return found;
    };
    const refusals = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(measurement, { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        async (rows, restricted) => {
          await write(rows);
          await h.refreshed();
          h.state.hidden.clear();
          if (restricted) {
            h.state.hidden.add(b);
          }
          for (const [name, ask] of await questions()) {
            if (restricted && name.includes(b)) {
              continue;
            }
            try {
              const answer = await ask();
              assertFinite(JSON.parse(JSON.stringify(answer)), name);
              assertFinite(answer, name);
            } catch (error) {
              if (
                !(error instanceof InputError) &&
                !(error instanceof NotFoundError)
              ) {
                throw Object.assign(error as Error, {
                  message: `${name}: ${(error as Error).message}`,
                });
              }
              refusals.set(
                error.message.replace(/\d\S*/g, '#'),
                (refusals.get(error.message) ?? 0) + 1,
              );
            }
          }
          const { trees, problems } = await h.scorecards.scorecard(
            await h.contexts.of(caller),
            calm,
          );
          expect(problems).toEqual([]);
          expect(
            trees[0].root.children[0].children.map(leaf => leaf.value),
          ).toEqual([3, 3, 3, 3, 1, 6]);
          expect(await h.rollupStore.markedKpis()).toEqual([]);
        },
      ),
      { numRuns: 6, seed: 20261128, endOnFailure: true },
    );
    // What is refused names what it is that is too large
    for (const message of refusals.keys()) {
      expect(message).toMatch(/is beyond #|has no members to explain a change/);
    }
  });
});
