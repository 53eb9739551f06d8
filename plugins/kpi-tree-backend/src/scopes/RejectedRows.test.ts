import { Entity } from '@backstage/catalog-model';
import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const shop = 'system:default/shop';
const sum = { overTime: 'sum', overEntities: 'sum' } as const;
const kpis = ['count', 'other', 'share', 'half'];

const service = (name: string): Entity =>
  entity(`Component:${name}`, { relations: { [shop]: 'partOf' } });

const entities = [
  owners,
  kpiEntity('count', { aggregate: sum }),
  kpiEntity('other', { aggregate: sum }),
  kpiEntity('share', { formula: 'count / other', source: undefined }),
  kpiEntity('half', { formula: 'share / 2', source: undefined }),
  treeEntity('tree', { d2c: kpis }),
  entity('System:shop'),
  ...['a', 'b', 'c'].map(service),
];

/** The last complete period is April 2026. */
const fewer = ['2026-03', '2026-04'];

describe.each(databases.eachSupportedId())('rejected rows on %s', id => {
  /** Two operands of three services, and those of the scope itself that are given. */
  async function harness(own: string[] = [], months = fewer) {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const rows = [
      ...[a, b, c].flatMap(ref => [
        [ref, 'count'],
        [ref, 'other'],
      ]),
      ...own.map(kpi => [shop, kpi]),
    ];
    h.source.batches = [
      {
        measurements: rows.flatMap(([entityRef, kpi]) =>
          months.map((month, index) => ({
            entityRef,
            kpi,
            period: `${month}-05`,
            // None is like another, so that nothing else is wrong with them
            value: 20 + ((index * (7 + (kpi.charCodeAt(0) % 5))) % 13),
            weight: 1,
          })),
        ),
      },
    ];
    await h.collect();
    await h.refreshed();
    /** Rows that could not be used: so many of an entity, a KPI and a month. */
    const reject = (rejected: Record<string, number>, source = h.source.id) =>
      h.incomplete.replace({
        source,
        kpis: [],
        rejected: Object.entries(rejected).map(([key, count]) => {
          const [entityRef, kpi, month] = key.split(' ');
          return { entityRef, kpi, period: `${month}-07`, rows: count };
        }),
        superseded: [],
      });
    const leaf = async (scope: string, kpi: string) =>
      leavesOf((await h.scorecard(scope, 'tree')).trees[0].root).find(
        node => node.kpi === kpi,
      )!;
    const points = async (
      scope: string,
      kpi: string,
      periodType?: 'month' | 'quarter',
    ) =>
      (await h.series({ scope, kpi, periodType })).points.flatMap(point =>
        point.rejectedRows
          ? [`${point.period.slice(0, 7)}: ${point.rejectedRows}`]
          : [],
      );
    return { ...h, reject, leaf, points };
  }

  describe('of a formula of a scope', () => {
    it.each<[string, string[], string | undefined, string, string[]]>([
      ['the members, where nothing is its own', [], 'members', a, []],
      ['its own operand', ['count'], 'members', shop, [a]],
      ['the members of the other', ['count'], 'members', a, [shop]],
      ['its own operands', ['count', 'other'], 'own', shop, [a]],
    ])('are those of %s', async (what, own, origin, counted, others) => {
      const { reject, leaf, points } = await harness(own);
      const kpi = what.includes('other') ? 'other' : 'count';
      const of = (ref: string, rows: number) =>
        reject({ [`${ref} ${kpi} 2026-04`]: rows });
      for (const ref of others) {
        await of(ref, 100);
      }
      for (const formula of ['share', 'half']) {
        expect(await leaf(shop, formula)).toMatchObject({ origin });
        expect((await leaf(shop, formula)).rejectedRows).toBeUndefined();
        expect(await points(shop, formula)).toEqual([]);
      }
      await of(counted, 7);
      for (const formula of ['share', 'half']) {
        expect(await leaf(shop, formula)).toMatchObject({ rejectedRows: 7 });
        expect(await points(shop, formula)).toEqual(['2026-04: 7']);
        expect(await points(shop, formula, 'quarter')).toEqual(['2026-04: 7']);
      }
      // What of the portfolio is measured of no scope
      const [inAll] = await points('all', 'share');
      expect(inAll).toBe(counted === shop ? '2026-04: 100' : '2026-04: 7');
    });

    it('are those of what is shown where it is measured and rolled up', async () => {
      const { reject, leaf } = await harness(['count']);
      await reject({ [`${shop} count 2026-04`]: 7, [`${a} count 2026-04`]: 3 });
      expect((await leaf(shop, 'count')).rejectedRows).toBe(7);
      expect((await leaf('all', 'count')).rejectedRows).toBe(3);
    });
  });

  it('are shown with every value that lacks them', async () => {
    const h = await harness();
    const { reject, services, state } = h;
    await reject({
      [`${a} count 2026-04`]: 2,
      [`${b} other 2026-04`]: 3,
      [`${a} count 2026-03`]: 5,
      // Not judged by now, and of another KPI
      [`${b} count 2026-05`]: 100,
    });
    const context = await h.context();
    const members = async (kpi: string) =>
      (
        await services.members.members(context, {
          kpi,
          scope: shop,
          sort: 'name',
          limit: 10,
        })
      ).items.map(({ rejectedRows }) => rejectedRows);
    expect(await members('count')).toEqual([2, undefined, undefined]);
    expect(await members('share')).toEqual([2, 3, undefined]);

    const heatmap = async (asOf?: string) =>
      (
        await services.heatmaps.heatmap(context, {
          scope: 'all',
          tree: 'tree',
          sort: 'name',
          order: 'asc',
          limit: 10,
          asOf,
        })
      ).rows.map(({ cells }) => cells.map(cell => cell?.rejectedRows ?? 0));
    expect(await heatmap()).toEqual([
      [2, 0, 2, 2],
      [0, 3, 3, 3],
      [0, 0, 0, 0],
    ]);
    state.now = new Date('2026-05-15T12:00:00Z');
    expect(await heatmap('2026-04-10')).toEqual([
      [5, 0, 5, 5],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);

    const owned = await services.owned.owned(context, {
      owners: ['group:default/owners'],
      scope: 'all',
      limit: 100,
    });
    expect(
      owned.items
        .filter(({ rejectedRows }) => rejectedRows)
        .map(
          ({ entityRef, kpi, rejectedRows }) =>
            `${entityRef} ${kpi} ${rejectedRows}`,
        )
        .sort(),
    ).toEqual([
      `${a} count 2`,
      `${a} half 2`,
      `${a} share 2`,
      `${b} half 3`,
      `${b} other 3`,
      `${b} share 3`,
    ]);

    const contribution = async (kpi: string, by?: 'owner') => {
      const { before, after, parts } =
        await services.contributions.contribution(context, {
          scope: shop,
          kpi,
          by,
        });
      return [
        before.rejectedRows,
        after.rejectedRows,
        ...parts
          .map(part => [
            part.ref,
            part.before?.rejectedRows,
            part.after?.rejectedRows,
          ])
          .sort(),
      ];
    };
    const none = undefined;
    expect(await contribution('count')).toEqual([
      5,
      2,
      [a, 5, 2],
      [b, none, none],
      [c, none, none],
    ]);
    expect(await contribution('share')).toEqual([
      5,
      5,
      [a, 5, 2],
      [b, none, 3],
      [c, none, none],
    ]);
    const [before, after, part] = await contribution('share', 'owner');
    expect([before, after, (part as unknown[]).slice(1)]).toEqual([
      5,
      5,
      [5, 5],
    ]);
  });

  it('count against the data', async () => {
    const h = await harness([], [...Array(20).keys()].map(monthBefore));
    const { reject, leaf, services } = h;
    const gradeOf = async (scope: string, kpi: string) => {
      const { signals } = await leaf(scope, kpi);
      const { assessment } = await h.series({ scope, kpi, from: '2026-04-01' });
      expect(assessment?.quality).toEqual(signals?.quality);
      return signals?.quality.grade;
    };
    const doubtful = async () =>
      (
        await services.quality.report(await h.context(), {
          scope: 'all',
          kind: 'data',
        })
      ).items.map(({ entityRef, kpi, grade, messages }) => [
        `${entityRef} ${kpi} ${grade}`,
        messages[0],
      ]);
    expect(await gradeOf(a, 'count')).toBe('A');
    expect(await gradeOf(shop, 'share')).toBe('A');
    expect(await doubtful()).toEqual([]);

    await reject({ [`${a} count 2026-02`]: 4 });
    expect(await gradeOf(a, 'count')).toBe('B');
    expect(await gradeOf(shop, 'share')).toBe('B');
    expect(await gradeOf(b, 'count')).toBe('A');
    expect(await doubtful()).toEqual([]);

    await reject({ [`${a} count 2026-04`]: 1 });
    for (const scope of [a, shop, 'all']) {
      expect(await gradeOf(scope, 'count')).toBe('C');
      expect(await gradeOf(scope, 'half')).toBe('C');
    }
    expect(await gradeOf(b, 'count')).toBe('A');
    const sentence = expect.stringMatching(
      /^5 rows of the source could not be used, the last in April 2026: 2 values are incomplete/,
    );
    expect(await doubtful()).toEqual(
      ['count', 'half', 'share'].map(kpi => [`${a} ${kpi} C`, sentence]),
    );
    // Not to whoever may not see it
    h.state.hidden.add(a);
    expect(await gradeOf(shop, 'share')).toBe('A');
    expect(await doubtful()).toEqual([]);
  });
});

function monthBefore(index: number): string {
  return new Date(Date.UTC(2026, 3 - index, 1)).toISOString().slice(0, 7);
}

function leavesOf(node: ScorecardNode): KpiScorecardNode[] {
  return isKpiNode(node) ? [node] : node.children.flatMap(leavesOf);
}
