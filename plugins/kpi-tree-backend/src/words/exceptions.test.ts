/** What is stored and answered of a KPI of which a period was left out. */
import { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();
const [a, b, system] = [
  'component:default/a',
  'component:default/b',
  'system:default/s',
];
const jane = 'user:default/jane';
const april = { periodType: 'month', period: '2026-04-01' } as const;

/** Two years up to April 2026, in which something happened. */
const values = (last: number) =>
  Array.from({ length: 24 }, (_, index) => ({
    period: `${2024 + Math.floor((index + 4) / 12)}-${String(
      ((index + 4) % 12) + 1,
    ).padStart(2, '0')}-01`,
    value: index === 23 ? last : 3 + ((index * 7) % 5) / 10,
    weight: 1,
  }));

describe.each(databases.eachSupportedId())('an exception on %s', id => {
  async function portal() {
    const h = createHarness(await initDatabase(databases, id), [
      owners,
      kpiEntity('mttr', { target: 4, threshold: 8 }),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('System:s'),
      ...['a', 'b'].map(name =>
        entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
      ),
    ]);
    for (const [entityRef, last] of [
      [a, 60],
      [b, 3],
    ] as const) {
      const [[, seriesId]] = await h.measurements.ensureSeries([
        { entityRef, kpi: 'mttr', grain: 'day' },
      ]);
      await h.measurements.upsert(
        values(last).map(value => ({ seriesId, ...value })),
        { source: 'test', at: h.state.now },
      );
    }
    await h.refreshed();
    const leaf = async (scope: string): Promise<ScorecardNode> => {
      const { trees } = await h.scorecard(scope);
      return trees[0].root.children.flatMap(node => node.children)[0];
    };
    const newest = async (scope: string) => {
      const { points, assessment } = await h.series({ scope, kpi: 'mttr' });
      return {
        point: points.find(({ period }) => period === april.period),
        chart: assessment?.trend.chart.at(-1),
        trend: assessment?.trend,
        forecast: assessment?.forecast?.points[0].value,
      };
    };
    return { h, leaf, newest };
  }

  it('changes what is claimed of the process, and no value', async () => {
    const { h, leaf, newest } = await portal();
    const before = await leaf(a);
    const seen = await newest(a);
    expect(before).toMatchObject({
      value: 60,
      status: 'off-target',
      trend: 'worsening',
    });
    const others = await Promise.all([b, system, 'all'].map(leaf));

    const subject = { scope: a, kpi: 'mttr' };
    await h.services.exceptions.declare(
      await h.context(),
      subject,
      { ...april, reason: ' A flood ', by: jane },
      () => true,
    );
    await h.refreshed();
    const after = await leaf(a);
    expect(after).toMatchObject({
      value: 60,
      status: 'off-target',
      score: before.score,
      trend: 'stable',
      signals: { exceptions: 1, points: 23 },
    });
    const { sentences } = await h.series(subject);
    expect(sentences?.[0]).toMatch(/ \(1 month left out\)$/);
    const now = await newest(a);
    expect(now.point).toEqual({
      ...seen.point,
      exception: {
        reason: 'A flood',
        by: jane,
        at: h.state.now.toISOString(),
      },
    });
    expect(now.chart).toMatchObject({ value: 60, rules: [], exception: true });
    expect(now.trend).toMatchObject({
      trend: after.trend,
      upper: now.chart?.upper,
    });
    expect(now.trend?.upper).toBeLessThan(seen.trend?.upper ?? 0);
    expect(now.forecast).toBeLessThan(4);
    // Scopes have limits of their own
    expect(await Promise.all([b, system, 'all'].map(leaf))).toEqual(others);

    await h.services.exceptions.withdraw(
      await h.context(),
      subject,
      april,
      () => true,
    );
    await h.refreshed();
    expect(await leaf(a)).toEqual(before);
    expect(await newest(a)).toEqual(seen);
  });

  it('of a scope is of its own limits', async () => {
    const { h, leaf, newest } = await portal();
    const [own, whole] = await Promise.all([a, system].map(leaf));
    expect(whole).toMatchObject({ value: 31.5, trend: 'worsening' });
    await h.services.exceptions.declare(
      await h.context(),
      { scope: system, kpi: 'mttr' },
      { ...april, reason: 'A flood', by: jane },
      () => true,
    );
    await h.refreshed();
    expect(await leaf(system)).toMatchObject({ value: 31.5, trend: 'stable' });
    expect((await newest(system)).chart).toMatchObject({ exception: true });
    expect(await leaf(a)).toEqual(own);
  });
});
