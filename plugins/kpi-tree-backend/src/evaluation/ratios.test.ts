import {
  addPeriods,
  NewMeasurement,
  periodOf,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { randomOf } from '../__testUtils__/arithmeticCorpus';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const names = ['a', 'b', 'c'];
const refs = names.map(name => `component:default/${name}`);
const system = 'system:default/s';
const kpi = 'cost-per-sale';

const entities = [
  owners,
  kpiEntity(kpi, { source: undefined }),
  kpiEntity('refunds', { unit: '%', source: undefined }),
  treeEntity('tree', { d2c: [kpi, 'refunds'] }),
  ...names.map(name =>
    entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
  ),
  entity('System:s'),
];

/** What stands above and below the line on a day of an entity; often nothing below. */
type Day = { ref: string; date: string; above: number; below: number };

function anyDays(seed: number): Day[] {
  const random = randomOf(seed);
  const pick = <T>(...of: T[]) => of[Math.floor(random() * of.length)];
  return refs.flatMap(ref =>
    Array.from({ length: 120 }, (_, i) => addPeriods('2026-01-01', 'day', i))
      .filter(() => random() < 0.4)
      .map(date => ({
        ref,
        date,
        above: pick(0, Math.round(random() * 1_000) / 4),
        // Of b nothing can be divided in January
        below:
          ref === refs[1] && date < '2026-02-01'
            ? 0
            : pick(0, 0, Math.floor(random() * 9), -1),
      })),
  );
}

const total = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** What the plain sums of all days come to. */
function plain(days: Day[]): number | null {
  const below = total(days.map(day => day.below));
  return below > 0 ? total(days.map(day => day.above)) / below : null;
}

const sent = ({ ref, date, above, below }: Day): NewMeasurement => ({
  entityRef: ref,
  kpi,
  period: date,
  numerator: above,
  denominator: below,
});

describe.each(databases.eachSupportedId())('ratios on %s', id => {
  /** @param isComplete - whether what the source does not bring is gone */
  async function harness(isComplete = false) {
    const h = createHarness(
      await initDatabase(databases, id),
      entities,
      new FakeSource('test', [], isComplete),
    );
    const push = async (...measurements: NewMeasurement[]) =>
      h.push.push(
        await h.context(),
        [
          measurements.map((measurement, row) => ({
            row,
            where: `row ${row}`,
            measurement,
          })),
        ],
        { source: 'test' },
      );
    const values = async (
      scope: string,
      periodType: 'day' | 'month' | 'quarter',
      of = kpi,
    ) =>
      new Map(
        (await h.series({ scope, kpi: of, periodType })).points.map(point => [
          point.period,
          point.value,
        ]),
      );
    const leaf = async (scope: string) =>
      (await h.scorecard(scope)).trees[0].root.children[0].children.find(
        node => node.kpi === kpi,
      )!;
    return { h, push, values, leaf };
  }

  it.each([1, 2, 3])(
    'are the plain sums over days, months, quarters and scopes (%s)',
    async seed => {
      const { h, push, values } = await harness();
      const days = anyDays(seed);
      expect(await push(...days.map(sent))).toMatchObject({ rowsRejected: 0 });
      const expectPlain = async () => {
        for (const scope of [...refs, system, 'all']) {
          const inScope = days.filter(
            day => !refs.includes(scope) || day.ref === scope,
          );
          for (const periodType of ['month', 'quarter'] as const) {
            const found = await values(scope, periodType);
            expect(found.size).toBeGreaterThan(0);
            const wrong = [...found].filter(([start, value]) => {
              const right = plain(
                inScope.filter(day => periodOf(day.date, periodType) === start),
              );
              return right === null || value === null
                ? value !== right
                : Math.abs(value - right) > 1e-9 * Math.max(1, right);
            });
            expect([scope, periodType, wrong]).toEqual([scope, periodType, []]);
          }
        }
      };
      await expectPlain();
      h.state.now = new Date('2026-08-15T00:00:00Z');
      h.config.retention = {
        foldAfterMs: 60 * 86_400_000,
        dropAfterMs: Infinity,
      };
      expect(await h.retention.run(await h.refreshed())).toMatchObject({
        folded: 3,
      });
      await expectPlain();
    },
  );

  it('have no value where nothing stands below, and count in what they are part of', async () => {
    const { push, values, leaf } = await harness();
    await push(
      sent({ ref: refs[0], date: '2026-04-01', above: 71, below: 4 }),
      sent({ ref: refs[0], date: '2026-04-02', above: 192, below: 0 }),
      sent({ ref: refs[1], date: '2026-04-03', above: 100, below: 0 }),
    );
    // 17.75 where the second day is left out
    expect(await leaf(refs[0])).toMatchObject({ value: 65.75, sampleSize: 4 });
    expect((await values(refs[0], 'day')).get('2026-04-02')).toBeNull();
    expect(await leaf(refs[1])).toMatchObject({
      value: null,
      status: 'no-data',
    });
    expect(await leaf(system)).toMatchObject({ value: 90.75, sampleSize: 4 });
    // What is measured later takes the place of what was
    await push(
      sent({ ref: refs[1], date: '2026-04-03', above: 100, below: 4 }),
    );
    expect(await leaf(refs[1])).toMatchObject({ value: 25 });
    expect(await leaf(system)).toMatchObject({ value: 363 / 8 });
    await push({
      entityRef: refs[1],
      kpi,
      period: '2026-04-03',
      value: 2,
      weight: 2,
    });
    expect(await leaf(refs[1])).toMatchObject({ value: 2, sampleSize: 2 });
    expect(await leaf(system)).toMatchObject({ value: 267 / 6 });
  });

  it('may be sent as value and weight, or as what they are made of', async () => {
    const { push, values } = await harness();
    const at = (day: number) => ({
      entityRef: refs[0],
      kpi: 'refunds',
      period: `2026-04-0${day}`,
    });
    await push(
      { ...at(1), numerator: 3, denominator: 4 },
      { ...at(2), value: 50, weight: 6 },
      { ...at(3), numerator: 1, denominator: 0 },
    );
    expect((await values(refs[0], 'day', 'refunds')).get('2026-04-01')).toBe(
      75,
    );
    expect((await values(refs[0], 'month', 'refunds')).get('2026-04-01')).toBe(
      70,
    );
    expect(
      await push({ ...at(4), numerator: 1e300, denominator: 1e-300 }),
    ).toMatchObject({
      rowsRejected: 1,
      errors: [
        {
          message:
            'numerator / denominator is beyond 1.8e308, the largest number there is',
        },
      ],
    });
  });

  it('say what they are made of, also where they have no value', async () => {
    const { h, push } = await harness();
    const at = (day: number) => ({
      entityRef: refs[0],
      kpi: 'refunds',
      period: `2026-04-0${day}`,
    });
    await push(
      sent({ ref: refs[0], date: '2026-04-01', above: 71, below: 4 }),
      sent({ ref: refs[0], date: '2026-04-02', above: 192, below: 0 }),
      sent({ ref: refs[1], date: '2026-04-03', above: 100, below: 0 }),
      { ...at(1), numerator: 3, denominator: 4 },
      { ...at(2), value: 50, weight: 6 },
    );
    const made = async (
      scope: string,
      periodType: 'day' | 'month' | 'quarter',
      start = '2026-04-01',
      of = kpi,
    ) => {
      const { points } = await h.series({ scope, kpi: of, periodType });
      const { value, numerator, denominator } = points.find(
        point => point.period === start,
      )!;
      return [value, numerator, denominator];
    };
    expect(await made(refs[0], 'day')).toEqual([17.75, 71, 4]);
    expect(await made(refs[0], 'day', '2026-04-02')).toEqual([null, 192, 0]);
    expect(await made(refs[0], 'month')).toEqual([65.75, 263, 4]);
    expect(await made(refs[1], 'month')).toEqual([null, 100, 0]);
    expect(await made(system, 'month')).toEqual([90.75, 363, 4]);
    expect(await made(system, 'quarter')).toEqual([90.75, 363, 4]);
    // In percent as they are sent; what was sent as a value has none
    const refunds = (start: string, periodType: 'day' | 'month') =>
      made(refs[0], periodType, start, 'refunds');
    expect(await refunds('2026-04-01', 'day')).toEqual([75, 3, 4]);
    expect(await refunds('2026-04-02', 'day')).toEqual([
      50,
      undefined,
      undefined,
    ]);
    expect(await refunds('2026-04-01', 'month')).toEqual([60, 6, 10]);
  });

  it('are held back where many go that stand over 0, and of sums where values shrink', async () => {
    const { h, values } = await harness(true);
    const ofSource = (aggregate: object) => ({
      source: { id: 'test' },
      aggregate,
    });
    const mean = { overTime: 'mean', overEntities: 'mean' };
    const sum = { overTime: 'sum', overEntities: 'sum' };
    h.state.entities = [
      ...entities.filter(one => ![kpi, 'refunds'].includes(one.metadata.name)),
      kpiEntity(kpi, ofSource(mean)),
      kpiEntity('refunds', ofSource(sum)),
    ];
    const one = (of: string, day: number, above: number, below: number) => ({
      entityRef: refs[0],
      kpi: of,
      period: `2026-04-${String(day).padStart(2, '0')}`,
      ...ratioOf(above, below),
    });
    const collect = async (...measurements: ReturnType<typeof one>[]) => {
      h.source.batches = [{ measurements }];
      return h.collect();
    };
    const costs = Array.from({ length: 9 }, (_, i) => one(kpi, 2 + i, 100, 0));
    const sums = [1, 2, 3].map(day => one('refunds', day, 6, 2));
    await collect(one(kpi, 1, 71, 4), ...costs, ...sums);
    const monthOf = async (of: string) =>
      (await values(refs[0], 'month', of)).get('2026-04-01');
    expect(await monthOf(kpi)).toBe(971 / 4);
    expect(await monthOf('refunds')).toBe(9);
    expect(await collect(one(kpi, 1, 71, 4), ...sums)).toMatchObject({
      state: 'held-back',
      heldBack: [{ kind: 'removed', kpi, share: 0.9 }],
    });
    expect(await monthOf(kpi)).toBe(971 / 4);
    // 4 for 3 on each day is more, not nothing
    const more = [1, 2, 3].map(day => one('refunds', day, 8, 2));
    expect(await collect(one(kpi, 1, 71, 4), ...costs, ...more)).toMatchObject({
      state: 'succeeded',
      loss: null,
    });
    expect(await monthOf('refunds')).toBe(12);
    expect(await collect(one(kpi, 1, 71, 4), ...costs, ...sums)).toMatchObject({
      state: 'held-back',
      loss: {
        examples: [{ before: { value: 4 }, after: { value: 3 } }, {}, {}],
      },
    });
  });

  it('are compared with what is stored, and weighed, when they are collected', async () => {
    const { h, leaf } = await harness();
    const measured = entities.map(one =>
      one.metadata.name === kpi
        ? kpiEntity(kpi, { source: { id: 'test' } })
        : one,
    );
    h.state.entities = measured;
    const one = (day: number, above: number, below: number) => ({
      entityRef: refs[0],
      kpi,
      period: `2026-04-0${day}`,
      ...ratioOf(above, below),
    });
    const collect = async (...measurements: ReturnType<typeof one>[]) => {
      h.source.batches = [{ measurements }];
      return h.collect();
    };
    await collect(one(1, 71, 4), one(2, 100, 0));
    expect(await leaf(refs[0])).toMatchObject({ value: 171 / 4 });
    // Only what stands over 0 is another
    expect(await collect(one(1, 71, 4), one(2, 192, 0))).toMatchObject({
      state: 'succeeded',
    });
    expect(await leaf(refs[0])).toMatchObject({ value: 65.75 });
  });
});
