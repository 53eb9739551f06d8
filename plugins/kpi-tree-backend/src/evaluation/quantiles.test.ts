import { QuantileSketch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const refs = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const system = 'system:default/s';

const entities = [
  owners,
  kpiEntity('p90', {
    aggregate: {
      overTime: 'quantile',
      overEntities: 'quantile',
      quantile: 0.9,
    },
  }),
  kpiEntity('monthly', {
    grain: 'month',
    aggregate: { overTime: 'none', overEntities: 'quantile', quantile: 0.5 },
  }),
  treeEntity('tree', { d2c: ['p90', 'monthly'] }),
  ...['a', 'b', 'c'].map(name =>
    entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
  ),
  entity('System:s'),
];

/** What some entity had on some day of April, or in March. */
const samples = (of: number, day: number) =>
  Array.from(
    { length: 5 + ((of * 7 + day * 3) % 20) },
    (_, i) => 0.2 + ((i * 31 + of * 17 + day * 13) % 97) / 4,
  );

/** Between the values at the two ranks next to q (n - 1). */
function interpolated(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)];
  return low + (rank % 1) * (sorted[Math.ceil(rank)] - low);
}

describe.each(databases.eachSupportedId())('quantiles on %s', id => {
  async function harness() {
    const h = createHarness(await initDatabase(databases, id), entities);
    const days = Array.from({ length: 30 }, (_, i) => i + 1);
    h.source.batches = [
      {
        measurements: refs.flatMap((entityRef, of) => [
          ...days.map(day => {
            const values = samples(of, day);
            return {
              entityRef,
              kpi: 'p90',
              period: `2026-04-${String(day).padStart(2, '0')}`,
              value: interpolated(values, 0.9),
              weight: values.length,
              sketch: QuantileSketch.of(values).toBytes(),
            };
          }),
          {
            entityRef,
            kpi: 'monthly',
            period: '2026-04-01',
            value: interpolated(samples(of, 1), 0.5),
            weight: samples(of, 1).length,
            sketch: QuantileSketch.of(samples(of, 1)).toBytes(),
          },
        ]),
      },
    ];
    expect(await h.collect()).toMatchObject({ errors: [] });
    const leaf = async (scope: string, kpi: string) =>
      (await h.scorecard(scope)).trees[0].root.children[0].children.find(
        node => node.kpi === kpi,
      )!;
    const of = (index: number) => days.flatMap(day => samples(index, day));
    return { h, leaf, of };
  }

  const expectClose = (actual: number | null | undefined, right: number) =>
    expect(Math.abs(actual! - right)).toBeLessThanOrEqual(0.0101 * right);

  it('combine over days, services and both, within their error', async () => {
    const { h, leaf, of } = await harness();
    const own = await leaf(refs[1], 'p90');
    expectClose(own.value, interpolated(of(1), 0.9));
    expect(own).toMatchObject({
      sampleSize: of(1).length,
      relativeError: 0.01,
    });
    for (const scope of ['all', system]) {
      const all = [0, 1, 2].flatMap(of);
      const rolledUp = await leaf(scope, 'p90');
      expectClose(rolledUp.value, interpolated(all, 0.9));
      expect(rolledUp.sampleSize).toBe(all.length);
      const quarter = await h.series({
        scope,
        kpi: 'p90',
        periodType: 'quarter',
      });
      expectClose(quarter.points[0].value, interpolated(all, 0.9));
      expect(quarter.relativeError).toBe(0.01);
    }
    const medians = [0, 1, 2].flatMap(index => samples(index, 1));
    expectClose(
      (await leaf(system, 'monthly')).value,
      interpolated(medians, 0.5),
    );
    // One month of one service is what its source measured
    expect((await leaf(refs[0], 'monthly')).value).toBe(
      interpolated(samples(0, 1), 0.5),
    );
  });

  it('are exact where few were measured', async () => {
    const h = createHarness(await initDatabase(databases, id), entities);
    const hours = [[2.1, 5331.7], [3.4, 64.7], [5]];
    h.source.batches = [
      {
        measurements: hours.map((values, index) => ({
          entityRef: refs[index],
          kpi: 'p90',
          period: `2026-04-1${index}`,
          value: QuantileSketch.of(values).quantile(0.9)!,
          weight: values.length,
          sketch: QuantileSketch.of(values).toBytes(),
        })),
      },
    ];
    expect(await h.collect()).toMatchObject({ errors: [], state: 'succeeded' });
    for (const periodType of ['month', 'quarter'] as const) {
      const series = await h.series({
        scope: system,
        kpi: 'p90',
        periodType,
      });
      expect(series.points[0].value).toBeCloseTo(3224.9, 9);
    }
  });

  it('fold with their distributions', async () => {
    const { h, leaf } = await harness();
    const before = [await leaf(refs[0], 'p90'), await leaf('all', 'p90')];
    h.state.now = new Date('2026-08-15T00:00:00Z');
    h.config.retention = {
      foldAfterMs: 60 * 86_400_000,
      dropAfterMs: Infinity,
    };
    expect(await h.retention.run(await h.refreshed())).toMatchObject({
      folded: 3,
      removed: 3 * 29,
    });
    h.state.now = new Date('2026-05-15T00:00:00Z');
    const after = [await leaf(refs[0], 'p90'), await leaf('all', 'p90')];
    expect(after.map(node => node.value)).toEqual(
      before.map(node => node.value),
    );
    const quarter = await h.series({
      scope: 'all',
      kpi: 'p90',
      periodType: 'quarter',
    });
    expect(quarter.points[0].value).toBe(before[1].value);
  });

  it('are not made of values without a distribution', async () => {
    const { h } = await harness();
    const result = await h.push.push(
      await h.context(),
      [
        [
          {
            row: 0,
            where: 'row 1',
            measurement: {
              entityRef: refs[0],
              kpi: 'p90',
              period: '2026-04-01',
              value: 1,
            },
          },
        ],
      ],
      { source: 'ci' },
    );
    expect(result).toMatchObject({ rowsRejected: 1, measurementsWritten: 0 });
    expect(result.errors[0].message).toMatch(
      /without a sketch of its distribution/,
    );
  });
});
