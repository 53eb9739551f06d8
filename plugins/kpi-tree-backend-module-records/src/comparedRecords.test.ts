/** How the records behind two values differ, from a file through the whole portal. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  RecordChanges,
  RecordTotals,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  entityOf,
  incidents,
  kpiOf,
  startPortal,
} from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const [owners, counted, tree] = incidents;

const means = { overTime: 'mean', overEntities: 'mean' };
const duration = { duration: { from: 'opened', to: 'closed' } };
const ends = { overTime: 'last', overEntities: 'sum' };

const kpis = [
  counted,
  kpiOf('hours', { unit: 'h' }, { measure: 'sum', of: duration }),
  kpiOf(
    'mttr',
    { unit: 'h', aggregate: means },
    { measure: 'mean', of: duration },
  ),
  kpiOf('backlog', { aggregate: ends }, { measure: 'open', to: 'closed' }),
  kpiOf(
    'backlog-age',
    { unit: 'd', aggregate: { overTime: 'last', overEntities: 'mean' } },
    { measure: 'openAge', to: 'closed' },
  ),
];

const entities = [
  owners,
  ...kpis,
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        ...(tree.spec!.root as object),
        children: kpis.map(({ metadata }) => ({ kpi: metadata.name })),
      },
    },
  },
  entityOf('Component:payments'),
  entityOf('Component:orders'),
];

const header = 'number,service,opened,closed,priority,assigned to';

const write = (lines: string[]) =>
  directory.addContent({ 'incidents.csv': [header, ...lines, ''].join('\n') });

/** Incidents of some months, of which some stay open long. */
const many = Array.from({ length: 200 }, (_, i) => {
  const opened = Date.UTC(2026, 0, 1 + ((i * 37) % 120), (i * 7) % 24);
  const hours = ((i * 13) % 90) * (i % 4 ? 1 : 30);
  return [
    `INC${i}`,
    i % 11 === 3 ? 'payments|orders' : ['payments', 'orders'][i % 2],
    new Date(opened).toISOString(),
    i % 17 === 5 ? '' : new Date(opened + hours * 3_600_000).toISOString(),
    1 + (i % 3),
    `Person ${i % 9}`,
  ].join(',');
});

const source = (options: object = {}) => ({
  id: 'incidents',
  csv: directory.resolve('incidents.csv'),
  key: ['number'],
  entities: { column: 'service', separator: '|', byName: true },
  covers: { from: '2026-01-01', until: 'now' },
  columns: { priority: {}, 'assigned to': { personal: true } },
  link: 'https://desk.example.com/incidents/{number}',
  holdBack: { removedShare: 1 },
  ...options,
});

describe('the records behind two values', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  afterEach(() => portal.stop());

  const get = async (path: string, query: object = {}) => {
    const { body } = await request(portal.server)
      .get(`/api/kpi-tree/v1/${path}`)
      .query(query)
      .expect(200);
    return body;
  };

  const changes = async (path: string, query: object = {}) =>
    (await get(`record-changes/${path}`, query)) as RecordChanges;

  const start = async (lines: string[], options: object = {}) => {
    write(lines);
    portal = await startPortal({ source: source(options), entities });
    expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
  };

  const brief = ({ groups }: RecordChanges) =>
    Object.fromEntries(
      groups.map(({ kind, items }) => [
        kind,
        items.map(({ cells, before, after }) => [
          cells[0],
          before && before.value,
          after && after.value,
        ]),
      ]),
    );

  it('are those that came, that went and that stayed, of what is open at the end', async () => {
    await start([
      'INC1,payments,2026-02-01T00:00:00Z,2026-04-10T00:00:00Z,1,Mona',
      'INC2,payments,2026-03-30T00:00:00Z,,2,Amir',
      'INC3,payments,2026-04-20T00:00:00Z,,1,Mona',
      'INC4,payments,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,1,Mona',
    ]);
    const backlog = await changes('component/default/payments/backlog');
    expect(backlog).toMatchObject({
      from: '2026-03-01',
      to: '2026-04-01',
      fold: 'sum',
      before: { records: 2, value: 2 },
      after: { records: 2, value: 2 },
    });
    expect(brief(backlog)).toEqual({
      onlyBefore: [['INC1', 1, null]],
      onlyAfter: [['INC3', null, 1]],
      same: [['INC2', 1, 1]],
    });
    expect(backlog.groups[1].items[0]).toMatchObject({
      entityRef: 'component:default/payments',
      place: 'incidents.csv line 4',
      link: 'https://desk.example.com/incidents/INC3',
    });
    expect(backlog.classes).toEqual([
      {
        column: 'priority',
        values: [
          {
            value: '1',
            before: { records: 1, value: 1, weight: null },
            after: { records: 1, value: 1, weight: null },
          },
          {
            value: '2',
            before: { records: 1, value: 1, weight: null },
            after: { records: 1, value: 1, weight: null },
          },
        ],
      },
    ]);
    // What stays is older
    const age = await changes('component/default/payments/backlog-age');
    expect(brief(age)).toEqual({
      onlyBefore: [['INC1', 59, null]],
      onlyAfter: [['INC3', null, 11]],
      changed: [['INC2', 2, 32]],
    });
    expect(age.after).toEqual({ records: 2, value: 43, weight: 2 });
  });

  it('add up to both values, for each KPI, entity and two months', async () => {
    await start(many);
    let compared = 0;
    for (const scope of ['component/default/payments', 'all']) {
      for (const { metadata } of kpis) {
        const path = `${scope}/${metadata.name}`;
        const { points } = (await get(`series/${path}`, {
          from: '2026-01-01',
          to: '2026-04-30',
        })) as Series;
        const valueIn = (month: string) =>
          points.find(({ period }) => period === month)!.value!;
        for (const [from, to] of [
          ['2026-03-01', '2026-04-01'],
          ['2026-01-01', '2026-04-01'],
        ]) {
          const answer = await changes(path, { from, to, limit: 2 });
          const { before, after, groups, classes, fold } = answer;
          const sums = (
            of: Record<'before' | 'after', RecordTotals>[],
            side: 'before' | 'after',
          ) => ({
            records: of.reduce((n, each) => n + each[side].records, 0),
            value: of.reduce((n, each) => n + (each[side].value ?? 0), 0),
          });
          for (const [side, whole, month] of [
            ['before', before!, from],
            ['after', after!, to],
          ] as const) {
            for (const parts of [
              groups,
              ...classes.map(({ values }) => values),
            ]) {
              const sum = sums(parts, side);
              expect(sum.records).toBe(whole.records);
              expect(sum.value).toBeCloseTo(whole.value ?? 0, 8);
            }
            expect(
              fold === 'mean' ? whole.value! / whole.weight! : whole.value,
            ).toBeCloseTo(valueIn(month), 8);
          }
          // However few of them are listed
          groups.forEach(({ items }) =>
            expect(items.length).toBeLessThanOrEqual(2),
          );
          compared++;
        }
      }
    }
    expect(compared).toBe(20);
  });

  it('cannot be compared where nothing says which are the same', async () => {
    await start(many, { key: undefined, link: undefined });
    const answer = await changes('all/backlog', { limit: 3 });
    expect(answer.unkeyed).toBe(true);
    expect(answer.groups.map(({ kind }) => kind)).toEqual([
      'onlyBefore',
      'onlyAfter',
    ]);
    expect(answer.groups[0].before).toEqual(answer.before);
    expect(answer.groups[1].after).toEqual(answer.after);
  });

  it('hide what is personal, and are of months that are kept', async () => {
    write(many);
    portal = await startPortal({
      source: source({ keep: { days: 100 } }),
      entities,
      denied: ['kpi-tree.record.personal.read'],
    });
    await portal.collect();
    const answer = await changes('all/hours');
    expect(JSON.stringify(answer)).not.toContain('Person ');
    expect(answer.groups).not.toHaveLength(0);
    const old = await changes('all/hours', { from: '2026-01-01' });
    expect(old).toMatchObject({ missing: 'not-kept', groups: [] });
    await request(portal.server)
      .get('/api/kpi-tree/v1/record-changes/all/hours')
      .query({ from: '2026-04-03', to: '2026-04-01' })
      .expect(400, /use a period before that of to/);
  });
});
