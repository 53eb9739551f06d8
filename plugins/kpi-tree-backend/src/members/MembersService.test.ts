import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { MembersRequest } from './MembersService';

jest.setTimeout(60_000);

const databases = testDatabases();
const refOf = (name: string) => `component:default/${name}`;
const system = 'system:default/s';

const titled = (name: string, title: string) => {
  const untitled = entity(`Component:${name}`);
  return { ...untitled, metadata: { ...untitled.metadata, title } };
};

const ofSystem = (name: string, annotations: Record<string, string> = {}) =>
  entity(`Component:${name}`, {
    annotations,
    relations: { [system]: 'partOf' },
  });

const entities = [
  owners,
  // The target is met up to 4, and the score is 0 from 12 on
  kpiEntity('mttr'),
  kpiEntity('other'),
  treeEntity('tree', { d2c: ['mttr'], r2d: ['other'] }),
  titled('a', 'Zeta'),
  ofSystem('b', {
    'target.mttr': '20',
    'threshold.mttr': '30',
    'owner.mttr': 'user:default/jane',
  }),
  entity('Component:c'),
  ofSystem('d'),
  entity('Component:e'),
  ofSystem('f'),
  titled('g', 'Beta'),
  ofSystem('without-tree', { tree: 'none' }),
  ofSystem('other-branch', { nodes: 'r2d' }),
  entity('System:s'),
  entity('User:jane'),
];

const values = { a: 3, b: 11, d: 3, e: 40, f: 50 };
const march = { period: '2026-03-10' };

const measurements = [
  ...Object.entries(values).map(([name, value]) =>
    measured(refOf(name), 'mttr', value),
  ),
  measured(refOf('a'), 'mttr', 8, march),
  measured(refOf('c'), 'mttr', 2, march),
];

describe.each(databases.eachSupportedId())('members on %s', id => {
  async function harness(initial = entities, batch = measurements) {
    const h = createHarness(await initDatabase(databases, id), initial);
    h.source.batches = [{ measurements: batch }];
    await h.collect();
    const page = (request: Partial<MembersRequest> = {}) =>
      h.members({
        scope: 'all',
        kpi: 'mttr',
        sort: 'score',
        limit: 100,
        ...request,
      });
    /** The members of all pages. */
    const all = async (request: Partial<MembersRequest> = {}) => {
      const items = [];
      const cursors = [];
      for (let cursor: string | undefined; ; ) {
        const part = await page({ ...request, cursor });
        expect(part.items.length).toBeLessThanOrEqual(request.limit ?? 100);
        items.push(...part.items);
        cursor = part.nextCursor;
        if (!cursor) {
          expect(items).toHaveLength(part.totalItems);
          return { items, cursors };
        }
        cursors.push(cursor);
      }
    };
    const names = async (request: Partial<MembersRequest> = {}) =>
      (await all(request)).items.map(({ entityRef }) => entityRef.slice(18));
    return { ...h, page, all, names };
  }

  it.each([
    // The worst first, also among those whose score is 0; then those without a score
    ['score', ['f', 'e', 'a', 'b', 'd', 'g', 'c']],
    // The last value of c is stale: it has no score, but still a value
    ['value', ['f', 'e', 'b', 'd', 'a', 'c', 'g']],
    ['name', ['b', 'g', 'c', 'd', 'e', 'f', 'a']],
  ] as const)(
    'are in the order of their %s, page by page',
    async (sort, order) => {
      const { names, page } = await harness();
      for (const limit of [1, 2, 3, 7, 8]) {
        expect([limit, await names({ sort, limit })]).toEqual([limit, order]);
      }
      const { totalItems, nextCursor } = await page({ sort, limit: 7 });
      expect([totalItems, nextCursor]).toEqual([7, undefined]);
    },
  );

  it('are answered with their own target and owner', async () => {
    const { page } = await harness();
    const { items } = await page({ sort: 'name' });
    const of = (name: string) =>
      items.find(({ entityRef }) => entityRef === refOf(name));
    expect(of('b')).toEqual({
      entityRef: refOf('b'),
      title: 'b',
      owner: 'user:default/jane',
      period: '2026-04-01',
      value: 11,
      known: { days: 1, of: 30 },
      target: 20,
      status: 'on-target',
      score: 100,
      trend: 'unknown',
    });
    expect(of('f')).toMatchObject({ score: 0, status: 'off-target' });
    expect(of('c')).toMatchObject({
      period: '2026-03-01',
      value: 2,
      score: null,
      status: 'stale',
    });
    // What was never measured has the current period, and its target
    expect(of('g')).toEqual({
      entityRef: refOf('g'),
      title: 'Beta',
      owner: 'group:default/owners',
      period: '2026-04-01',
      value: null,
      target: 4,
      status: 'no-data',
      score: null,
      trend: 'unknown',
    });
  });

  it('are those of the scope that have the KPI in their tree', async () => {
    const { names } = await harness();
    for (const sort of ['score', 'value'] as const) {
      const order = { score: ['f', 'b', 'd'], value: ['f', 'b', 'd'] }[sort];
      expect(await names({ scope: system, sort })).toEqual(order);
      expect(await names({ scope: system, sort, limit: 1 })).toEqual(order);
    }
    expect(await names({ scope: system, sort: 'name' })).toEqual([
      'b',
      'd',
      'f',
    ]);
    // A service is a scope of itself, and has no members
    expect(await names({ scope: refOf('a') })).toEqual([]);
    expect(await names({ kpi: 'other', scope: system, sort: 'name' })).toEqual([
      'b',
      'd',
      'f',
      'other-branch',
    ]);
  });

  it('are ranked where there are very many in a part of the scopes', async () => {
    const many = Array.from({ length: 660 }, (_, i) => `x${i}`);
    const inSystem = many.filter((_, i) => i % 2);
    const { names } = await harness(
      [
        owners,
        kpiEntity('mttr'),
        treeEntity('tree', { d2c: ['mttr'] }),
        entity('System:s'),
        ...many.map((name, i) =>
          i % 2 ? ofSystem(name) : entity(`Component:${name}`),
        ),
      ],
      many.map((name, i) => measured(refOf(name), 'mttr', (i * 7) % 659)),
    );
    const order = [...inSystem].sort(
      (one, other) =>
        ((Number(other.slice(1)) * 7) % 659) -
        ((Number(one.slice(1)) * 7) % 659),
    );
    for (const limit of [50, 500]) {
      expect(await names({ scope: system, sort: 'value', limit })).toEqual(
        order,
      );
    }
  });

  it('are only those that the reader may see, in pages and their cursors', async () => {
    const { all, names, page, state } = await harness();
    const orders = {
      score: ['f', 'a', 'b', 'd', 'g'],
      value: ['f', 'b', 'd', 'a', 'g'],
      name: ['b', 'g', 'd', 'f', 'a'],
    };
    state.hidden = new Set([refOf('e'), refOf('c')]);
    for (const [name, order] of Object.entries(orders)) {
      const sort = name as MembersRequest['sort'];
      for (const limit of [1, 2, 100]) {
        expect(await names({ sort, limit })).toEqual(order);
      }
      const { items, cursors } = await all({ sort, limit: 1 });
      expect(cursors.map(read)).toEqual(
        items.slice(0, -1).map(({ entityRef }) => entityRef),
      );
    }
    await expect(page({ scope: refOf('e') })).rejects.toThrow(
      `There is no entity ${refOf(
        'e',
      )} in the catalog, or you are not allowed to read it`,
    );
    state.hidden.add('kpi:default/mttr');
    await expect(page()).rejects.toThrow('There is no valid Kpi mttr');
  });

  it('are ranked by the targets that the reader may see', async () => {
    const strict = {
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Strict',
        children: [{ kpi: 'mttr', target: 0.1, threshold: 0.2 }],
      },
    };
    const { names, state, page } = await harness([
      ...entities.filter(({ metadata: { name } }) => name !== 'tree'),
      treeEntity(
        'strict',
        {},
        { ...strict, appliesTo: { kind: 'Component', 'metadata.name': 'd' } },
      ),
      treeEntity('tree', { d2c: ['mttr'], r2d: ['other'] }),
    ]);
    expect((await names()).slice(0, 3)).toEqual(['d', 'f', 'e']);
    state.hidden.add('kpitree:default/strict');
    for (const limit of [1, 100]) {
      expect(await names({ limit })).toEqual([
        'f',
        'e',
        'a',
        'b',
        'd',
        'g',
        'c',
      ]);
    }
    const { items } = await page();
    expect(items).toContainEqual(
      expect.objectContaining({
        entityRef: refOf('d'),
        target: 4,
        status: 'on-target',
      }),
    );
  });

  it.each(['score', 'value', 'name'] as const)(
    'are by %s as they were at the end of a past day',
    async sort => {
      const { all, names, state } = await harness();
      const now = await all({ sort, limit: 2 });
      const past = await all({ sort, limit: 2, asOf: '2026-03-31' });
      expect(await names({ sort, limit: 2, asOf: '2026-03-31' })).toEqual(
        sort === 'name'
          ? ['b', 'g', 'c', 'd', 'e', 'f', 'a']
          : ['a', 'c', 'b', 'g', 'd', 'e', 'f'],
      );
      const seen = past.items.map(({ entityRef, period: start, value }) => [
        entityRef.slice(18),
        start,
        value,
      ]);
      expect(seen).toEqual(
        expect.arrayContaining([
          ['a', '2026-03-01', 8],
          ['c', '2026-03-01', 2],
          ['f', '2026-03-01', null],
        ]),
      );
      // Today and later are now
      for (const asOf of ['2026-05-15', '2030-01-01']) {
        expect((await all({ sort, limit: 2, asOf })).items).toEqual(now.items);
      }
      state.now = new Date('2026-04-01T00:00:00Z');
      expect(
        (await all({ sort })).items.map(item => ({
          ...item,
          trend: 'unknown',
        })),
      ).toEqual(past.items);
    },
  );

  it('of a past day are those that were members on it', async () => {
    const { names, state, refreshed } = await harness();
    state.now = new Date('2026-05-20T00:00:00Z');
    state.entities = entities.map(e =>
      e.metadata.name === 'f' ? entity('Component:f') : e,
    );
    await refreshed();
    const inSystem = { scope: system, sort: 'name' } as const;
    expect(await names(inSystem)).toEqual(['b', 'd']);
    expect(await names({ ...inSystem, asOf: '2026-05-16' })).toEqual([
      'b',
      'd',
      'f',
    ]);
  });

  it('are refused with what would be right', async () => {
    const { page } = await harness();
    await expect(page({ kpi: 'mtbf' })).rejects.toThrow(
      'There is no valid Kpi mtbf in the catalog',
    );
    await expect(page({ scope: refOf('x') })).rejects.toThrow(refOf('x'));
    await expect(page({ asOf: 'yesterday' })).rejects.toThrow(
      'asOf is "yesterday": use a date such as',
    );
    const ofOtherList = Buffer.from('{"after":"x"}').toString('base64url');
    for (const cursor of ['x', ofOtherList]) {
      await expect(page({ cursor })).rejects.toThrow(
        `cursor is ${cursor}: use the nextCursor of the page before`,
      );
    }
  });
});

/** The entity after which a page begins. */
function read(cursor: string): string {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString()).entityRef;
}
