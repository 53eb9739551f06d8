/**
 * What was judged stays as it was judged: targets of annotations and trees have versions
 * as definitions have.
 */
import { Entity } from '@backstage/catalog-model';
import { addPeriods, Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
const a = 'component:default/a';
const system = 'system:default/s';

/** May 2025 to April 2026: six months between 1.5 h and 3 h, six below. */
const months = Array.from({ length: 12 }, (_, i) =>
  addPeriods('2025-05-01', 'month', i),
);
const values = [1, 2, 1, 2.5, 1.2, 2.9, 1.4, 2, 1.1, 1.6, 1, 2.2];

type Set = {
  /** Annotations of the component, of the System, and targets of the tree's leaf. */
  component?: Record<string, string>;
  system?: Record<string, string>;
  leaf?: { target?: Bound; threshold?: Bound };
  kpi?: object;
};

function catalogWith(set: Set): Entity[] {
  const tree = treeEntity('tree', { d2c: [] });
  const [d2c] = (tree.spec!.root as any).children;
  d2c.children = [{ kpi: 'mttr', ...set.leaf }];
  return [
    owners,
    kpiEntity('mttr', { target: 1, threshold: 6, ...set.kpi }),
    tree,
    entity('System:s', { annotations: set.system }),
    entity('Component:a', {
      annotations: set.component,
      relations: { [system]: 'partOf' },
    }),
  ];
}

const annotated = (target: number) => ({
  'target.mttr': `${target}`,
});

describe.each(databases.eachSupportedId())('targets over time on %s', id => {
  async function start(set: Set) {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, catalogWith(set));
    const [[, seriesId]] = await h.measurements.ensureSeries([
      { entityRef: a, kpi: 'mttr', grain: 'day' },
    ]);
    await h.refreshed();
    await h.measurements.upsert(
      months.map((period, i) => ({
        seriesId,
        period,
        value: values[i],
        weight: 1,
      })),
      { source: 'test', at: h.state.now },
    );
    /** The months that are measured; later ones follow. */
    const series = async (scope = a) =>
      (await h.series({ scope, kpi: 'mttr' })).points.filter(
        ({ period }) => period <= months[11],
      );
    return {
      h,
      seriesId,
      statuses: async (scope = a) =>
        (await series(scope)).map(({ status }) => status),
      targets: async (scope = a) =>
        (await series(scope)).map(({ target }) => target),
      /** What the catalog has from an instant on. */
      change: async (at: string, next: Set) => {
        await h.refreshed();
        h.state.now = new Date(`${at}T08:00:00Z`);
        h.state.entities = catalogWith(next);
        await h.refreshed();
      },
    };
  }

  const twelve = (bound: Bound) => Array(12).fill(bound);

  it('an annotation that is raised leaves the months before as they were', async () => {
    const { change, h, statuses, targets } = await start({
      component: annotated(1.5),
    });
    const before = await statuses();
    expect(before.filter(status => status === 'on-target')).toHaveLength(6);
    await change('2026-05-20', { component: annotated(3) });
    expect(await statuses()).toEqual(before);
    expect(await targets()).toEqual(twelve(1.5));
    await change('2026-06-20', { component: annotated(3) });
    expect(await statuses()).toEqual(before);
    const { targetChanges } = await h.series({ scope: a, kpi: 'mttr' });
    expect(targetChanges).toEqual([
      {
        date: '2026-05-20',
        bound: 'target',
        from: 1.5,
        to: 3,
        effect: 'loosened',
      },
    ]);
  });

  it.each<[string, Set, Set, Bound, Bound, string]>([
    ['an annotation that is new', {}, { component: annotated(3) }, 1, 3, a],
    [
      'an annotation that is removed',
      { component: annotated(1.5) },
      {},
      1.5,
      1,
      a,
    ],
    [
      'an annotation of a System',
      { system: annotated(1.5) },
      { system: annotated(3) },
      1.5,
      3,
      system,
    ],
    [
      'the target of a leaf of the tree',
      { leaf: { target: 1.5 } },
      { leaf: { target: 3 } },
      1.5,
      3,
      a,
    ],
    [
      'the target of a leaf that is removed',
      { leaf: { target: 1.5 } },
      {},
      1.5,
      1,
      a,
    ],
    [
      'an annotation over the target of a leaf',
      { leaf: { target: 1.5 } },
      { leaf: { target: 1.5 }, component: annotated(3) },
      1.5,
      3,
      a,
    ],
    [
      'the target of the KPI, from before it was known on',
      { kpi: { target: 1.5 } },
      { kpi: { target: 3 } },
      1.5,
      3,
      a,
    ],
    [
      'the target of the KPI under an annotation',
      { component: annotated(1.5), kpi: { target: 1 } },
      { component: annotated(1.5), kpi: { target: 3 } },
      1.5,
      1.5,
      a,
    ],
  ])('%s rewrites no past', async (_, first, second, held, after, scope) => {
    const { change, h, seriesId, statuses, targets } = await start(first);
    const before = await statuses(scope);
    expect(await targets(scope)).toEqual(twelve(held));
    await change('2026-05-20', second);
    expect(await targets(scope)).toEqual(twelve(held));
    expect(await statuses(scope)).toEqual(before);
    // The first period that begins after it is judged by the new one
    h.state.now = new Date('2026-07-02T00:00:00Z');
    await h.measurements.upsert(
      [{ seriesId, period: '2026-06-01', value: 2.7, weight: 1 }],
      { source: 'test', at: h.state.now },
    );
    const { points } = await h.series({ scope, kpi: 'mttr' });
    expect(points.find(({ period }) => period === '2026-06-01')!.target).toBe(
      after,
    );
    const { trees } = await h.scorecard(scope);
    expect(trees[0].root.children[0].children[0].target).toBe(after);
    expect(await targets(scope)).toEqual(twelve(held));
  });

  it('is named in What moved, and to the owner of the KPI until its review', async () => {
    const start1 = { component: annotated(1.5) };
    const { change, h } = await start(start1);
    const moved = async () => {
      const { items } = await h.insights.insights(await h.context(), {
        scope: a,
        since: '2026-05-01',
        limit: 10,
      });
      return items.flatMap(({ evidence }) =>
        evidence
          .filter(({ kind }) => kind === 'target')
          .map(({ text }) => text.replace(/\u00a0/g, ' ')),
      );
    };
    const loosened = async () => {
      const { items } = await h.quality.report(await h.context(), {
        scope: 'all',
        kind: 'loosened',
        limit: 10,
      });
      return items.map(({ owner, entityRef, messages }) => [
        owner,
        entityRef,
        ...messages.map(text => text.split(',')[0].replace(/\u00a0/g, ' ')),
      ]);
    };
    await h.refreshed();
    expect(await moved()).toEqual([]);
    await change('2026-05-18', { component: annotated(2) });
    await change('2026-05-20', { component: annotated(3) });
    await h.refreshed();
    expect(await moved()).toEqual([
      'Target loosened from 2 h to 3 h (since 20 May 2026)',
    ]);
    expect(await loosened()).toEqual([
      [
        'group:default/owners',
        a,
        'Target loosened from 1.5 h to 3 h on 2026-05-20',
      ],
    ]);
    // What was loosened and tightened again asks for no less
    await change('2026-05-21', start1);
    expect(await loosened()).toEqual([]);
    await change('2026-05-22', {});
    expect(await loosened()).toEqual([]);
    await change('2026-05-23', { component: annotated(4) });
    expect(await loosened()).toHaveLength(1);
    await change('2026-05-24', {
      component: annotated(4),
      kpi: { review: { every: 'P90D', last: '2026-05-23' } },
    });
    expect(await loosened()).toEqual([]);
  });

  it('a System without a tree is named to the owner as well, for all and for itself', async () => {
    const { change, h } = await start({ system: annotated(1.5) });
    await change('2026-05-20', { system: annotated(9) });
    for (const scope of ['all', system]) {
      const { items } = await h.quality.report(await h.context(), {
        scope,
        kind: 'loosened',
        limit: 10,
      });
      expect(items.map(({ entityRef }) => entityRef)).toEqual([system]);
    }
  });

  it('an entity that has one branch of a tree is judged by the leaf of that branch', async () => {
    const withBranches = (second: number): Entity[] => {
      const tree = treeEntity('tree', { d2c: [], r2f: [] });
      const [d2c, r2f] = (tree.spec!.root as any).children;
      d2c.children = [{ kpi: 'mttr', target: 1.1 }];
      r2f.children = [{ kpi: 'mttr', target: second }];
      return [
        owners,
        kpiEntity('mttr', { target: 1, threshold: 6 }),
        tree,
        entity('Component:a', { annotations: { nodes: 'r2f' } }),
      ];
    };
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, withBranches(1.5));
    const [[, seriesId]] = await h.measurements.ensureSeries([
      { entityRef: a, kpi: 'mttr', grain: 'day' },
    ]);
    await h.refreshed();
    await h.measurements.upsert(
      [{ seriesId, period: '2026-04-01', value: 1.3, weight: 1 }],
      { source: 'test', at: h.state.now },
    );
    await h.refreshed();
    h.state.now = new Date('2026-05-20T08:00:00Z');
    h.state.entities = withBranches(3);
    await h.refreshed();
    const { points, targetChanges } = await h.series({ scope: a, kpi: 'mttr' });
    expect(points.find(({ period }) => period === '2026-04-01')!.target).toBe(
      1.5,
    );
    expect(targetChanges).toMatchObject([{ from: 1.5, to: 3 }]);
  });

  it('what nothing was judged by yet is replaced', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, catalogWith({ component: annotated(9) }));
    await h.refreshed();
    h.state.entities = catalogWith({ component: annotated(1.5) });
    await h.refreshed();
    expect(await knex('target_overrides')).toMatchObject([
      { entity_ref: a, kpi: 'mttr', number: 1, target: '1.5', since: null },
    ]);
  });

  it('is what the catalog says again after an entity was gone for a while', async () => {
    const { change, h, targets } = await start({ component: annotated(1.5) });
    await h.refreshed();
    const all = h.state.entities;
    h.state.entities = all.filter(({ metadata }) => metadata.name !== 'a');
    await h.refreshed();
    h.state.entities = all;
    await h.refreshed();
    expect(await targets()).toEqual(twelve(1.5));
    await change('2026-05-20', { component: annotated(2) });
    await change('2026-05-21', { component: annotated(1.5) });
    expect(await targets()).toEqual(twelve(1.5));
  });

  it.each([
    ['is renamed', []],
    ['has its new name before it loses the old one', [a]],
  ])('an entity that %s keeps the targets of its past', async (_, kept) => {
    const { h, statuses } = await start({ component: annotated(1.5) });
    const before = await statuses();
    const old = h.state.entities.find(({ metadata }) => metadata.name === 'a')!;
    const others = h.state.entities.filter(one => one !== old);
    const renamed = entity('Component:b', {
      annotations: { formerly: a, ...annotated(3) },
      relations: { [system]: 'partOf' },
    });
    h.state.now = new Date('2026-05-20T08:00:00Z');
    h.state.entities = [...others, ...(kept.length ? [old] : []), renamed];
    await h.refreshed();
    h.state.entities = [...others, renamed];
    await h.refreshed();
    await h.refreshed();
    expect(await statuses('component:default/b')).toEqual(before);
    h.state.now = new Date('2026-07-02T00:00:00Z');
    const { points } = await h.series({
      scope: 'component:default/b',
      kpi: 'mttr',
    });
    expect(points.filter(({ period }) => period > '2026-05')).toEqual(
      points
        .filter(({ period }) => period > '2026-05')
        .map(point => ({
          ...point,
          target: point.period === '2026-05-01' ? 1.5 : 3,
        })),
    );
  });
});
