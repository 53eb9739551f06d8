/** The records behind a value, from a file through the whole portal. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { RELATION_PART_OF } from '@backstage/catalog-model';
import {
  KpiSpec,
  RecordPage,
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

const duration = { duration: { from: 'opened', to: 'closed' } };
const means = { overTime: 'mean', overEntities: 'mean' };

/** How much of the time of an incident is downtime, by its priority; of maintenance nothing. */
const DOWN: Record<string, number> = { '1': 1, '2': 0.3 };

/** A KPI of each measure whose value is a sum, or a sum over a sum, of its records. */
const kpis = [
  counted,
  kpiOf('hours', { unit: 'h' }, { measure: 'sum', of: duration }),
  kpiOf(
    'mttr',
    { unit: 'h', aggregate: means },
    { measure: 'mean', of: duration },
  ),
  kpiOf(
    'cost-per-minute',
    { unit: 'EUR', aggregate: means },
    { measure: 'mean', of: 'cost', weight: 'minutes' },
  ),
  kpiOf(
    'in-time',
    {
      unit: '%',
      direction: 'higher',
      target: 95,
      threshold: 90,
      aggregate: means,
    },
    {
      measure: 'ratio',
      numerator: { duration: duration.duration, atMost: 4, unit: 'h' },
      denominator: { where: { priority: '1' } },
    },
  ),
  kpiOf(
    'worst',
    { unit: 'h', aggregate: { overTime: 'max', overEntities: 'max' } },
    { measure: 'max', of: duration },
  ),
  kpiOf(
    'assignees',
    { grain: 'month', aggregate: { overTime: 'none', overEntities: 'none' } },
    { measure: 'distinct', of: 'assigned to' },
  ),
  kpiOf(
    'shortest',
    { unit: 'h', aggregate: { overTime: 'min', overEntities: 'min' } },
    { measure: 'min', of: duration },
  ),
  kpiOf(
    'backlog',
    { aggregate: { overTime: 'last', overEntities: 'sum' } },
    { measure: 'open', to: 'closed' },
  ),
  kpiOf('between', { unit: 'h', aggregate: means }, { measure: 'timeBetween' }),
  kpiOf(
    'availability',
    {
      unit: '%',
      direction: 'higher',
      target: 99,
      threshold: 95,
      aggregate: means,
    },
    {
      measure: 'availability',
      from: 'opened',
      to: 'closed',
      downtime: { column: 'priority', values: DOWN, otherwise: 0 },
    },
  ),
];

const shop = (name: string) =>
  entityOf(`Component:${name}`, {
    relations: { 'system:default/shop': RELATION_PART_OF },
  });

const entities = [
  owners,
  ...kpis,
  entityOf('Kpi:minutes-each', {
    metadata: { title: 'Each', description: 'Hours by incident.' },
    spec: {
      ...counted.spec,
      source: undefined,
      aggregate: means,
      formula: 'hours / incidents',
    },
  }),
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        ...(tree.spec!.root as object),
        children: [...kpis.map(kpi => kpi.metadata.name), 'minutes-each'].map(
          kpi => ({ kpi }),
        ),
      },
    },
  },
  entityOf('System:shop'),
  shop('payments'),
  shop('orders'),
];

/** Some months of incidents, the same each time. */
function rows(): string[] {
  return Array.from({ length: 120 }, (_, i) => {
    const opened = Date.UTC(2026, 0, 1 + ((i * 37) % 130), (i * 7) % 24);
    const hours = ((i * 13) % 90) / 8;
    const closed =
      i % 17 === 5 ? '' : new Date(opened + hours * 3_600_000).toISOString();
    return [
      `INC${i}`,
      i % 11 === 3 ? 'payments|orders' : ['payments', 'orders'][i % 2],
      new Date(opened).toISOString(),
      closed,
      1 + (i % 3),
      i % 5,
      (i * 31) % 400,
      `Person ${i % 9}`,
    ].join(',');
  });
}

const header = 'number,service,opened,closed,priority,minutes,cost,assigned to';

const write = (lines: string[]) =>
  directory.addContent({ 'incidents.csv': [header, ...lines, ''].join('\n') });

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

/** The months of Berlin: in March the clock changes. */
const MONTHS: Record<string, [string, string]> = {
  '2026-01-01': ['2026-01-01T00:00+01:00', '2026-02-01T00:00+01:00'],
  '2026-02-01': ['2026-02-01T00:00+01:00', '2026-03-01T00:00+01:00'],
  '2026-03-01': ['2026-03-01T00:00+01:00', '2026-04-01T00:00+02:00'],
  '2026-04-01': ['2026-04-01T00:00+02:00', '2026-05-01T00:00+02:00'],
  '2026-05-01': ['2026-05-01T00:00+02:00', '2026-06-01T00:00+02:00'],
};

/** The availability in percent that the records of some entities leave in a month. */
function availabilityOf(page: RecordPage, entityRefs: string[]): number {
  const now = Date.parse(page.readAt!);
  const [from, end] = MONTHS[page.period].map(Date.parse);
  const until = Math.min(end, now);
  const cellOf = (cells: (string | null)[], name: string) =>
    cells[page.columns!.findIndex(column => column.name === name)];
  const down = entityRefs.map(entityRef => {
    const incidentsOf = page.items
      .filter(item => item.entityRef === entityRef)
      .map(({ cells }) => ({
        begin: Date.parse(cellOf(cells, 'opened')!),
        end: Date.parse(cellOf(cells, 'closed') ?? page.readAt!),
        share: DOWN[cellOf(cells, 'priority')!],
      }));
    // Between two changes the incident counts that is down most
    const changes = [
      ...new Set([from, until, ...incidentsOf.flatMap(i => [i.begin, i.end])]),
    ]
      .filter(instant => instant >= from && instant <= until)
      .sort((x, y) => x - y);
    return changes.slice(1).reduce((sum, change, index) => {
      const shares = incidentsOf
        .filter(i => i.begin <= changes[index] && i.end >= change)
        .map(i => i.share);
      return sum + Math.max(0, ...shares) * (change - changes[index]);
    }, 0);
  });
  const time = (until - from) * entityRefs.length;
  return 100 * (1 - down.reduce((x, y) => x + y, 0) / time);
}

describe('the records behind a value', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  afterEach(() => portal.stop());

  const page = async (path: string, query: object = {}) => {
    const { body } = await request(portal.server)
      .get(`/api/kpi-tree/v1/records/${path}`)
      .query(query)
      .expect(200);
    return body as RecordPage;
  };

  /** All of them. */
  const all = async (path: string, query: object = {}) => {
    const first = await page(path, { limit: 7, ...query });
    const items = [...first.items];
    for (let cursor = first.nextCursor; cursor; ) {
      const next = await page(path, { limit: 7, ...query, cursor });
      items.push(...next.items);
      cursor = next.nextCursor;
    }
    return { ...first, items };
  };

  it('come to the value, for each KPI, entity, scope and month', async () => {
    // Of downtimes some overlap, go over the end of a month or the change of the clock
    write([
      ...rows(),
      'D1,payments,2026-03-28T23:30:00Z,2026-03-29T05:30:00Z,1,,,Ann',
      'D2,payments,2026-03-29T01:00:00Z,2026-03-29T02:00:00Z,2,,,Ann',
      'D3,payments|orders,2026-03-31T20:00:00Z,2026-04-01T03:00:00Z,2,,,Ann',
      'D4,payments,2026-03-31T21:00:00Z,2026-03-31T22:30:00Z,1,,,Ann',
      // Maintenance
      'D5,orders,2026-02-10T00:00:00Z,2026-02-12T00:00:00Z,3,,,Ann',
      'D6,orders,2026-02-11T00:00:00Z,2026-02-11T06:00:00Z,1,,,Ann',
      // It still runs
      'D7,orders,2026-04-30T12:00:00Z,,2,,,Ann',
    ]);
    portal = await startPortal({
      source: source(),
      entities,
      kpiTree: { timeZone: 'Europe/Berlin' },
    });
    expect(await portal.collect()).toMatchObject({
      state: 'succeeded',
      errors: [],
    });
    const services = ['payments', 'orders'].map(
      name => `component:default/${name}`,
    );
    let compared = 0;
    let available = 0;
    for (const scope of [
      'component/default/payments',
      'component/default/orders',
      'system/default/shop',
      'all',
    ]) {
      for (const { metadata, spec } of kpis) {
        const path = `${scope}/${metadata.name}`;
        const { body } = await request(portal.server)
          .get(`/api/kpi-tree/v1/series/${path}`)
          .query({ from: '2026-01-01', to: '2026-05-14' })
          .expect(200);
        // Of those that do not combine, scopes have no value
        const isOfEach =
          (spec as KpiSpec).aggregate.overEntities === 'none' &&
          !scope.startsWith('component');
        for (const point of isOfEach ? [] : (body as Series).points) {
          const found = await all(path, { period: point.period });
          expect(found.items).toHaveLength(found.records!);
          const sum = (key: 'value' | 'weight') =>
            found.items.reduce((total, item) => total + (item[key] ?? 0), 0);
          expect(sum('value')).toBeCloseTo(found.value ?? 0, 9);
          const isDowntime = found.fold === 'downtime';
          const refs = scope.startsWith('component')
            ? [scope.replace('/', ':')]
            : services;
          const values: Record<string, number> = {
            sum: sum('value'),
            mean: sum('value') / sum('weight'),
            min: Math.min(...found.items.map(item => item.value!)),
            max: Math.max(...found.items.map(item => item.value!)),
            ...(isDowntime ? { downtime: availabilityOf(found, refs) } : {}),
          };
          const ofNone = found.fold === 'mean' ? sum('weight') : found.records!;
          const isRight =
            point.value === null
              ? ofNone === 0
              : Math.abs(values[found.fold!] - point.value) < 1e-9;
          expect([path, point, values, isRight]).toEqual([
            path,
            point,
            values,
            true,
          ]);
          available += isDowntime && point.value! < 100 ? 1 : 0;
          compared += point.value === null ? 0 : 1;
          expect(found.unit).toBe(spec!.unit);
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
    expect(available).toBe(4 * Object.keys(MONTHS).length);
  });

  it('are listed with the worst first, their link, and the columns that are declared', async () => {
    write([
      'INC1,payments,2026-04-02T08:00:00Z,2026-04-02T10:00:00Z,1,3,7.5,Ann',
      'INC 2/x,payments,2026-04-03T08:00:00Z,2026-04-03T16:00:00Z,2,,1,Bob',
      'INC3,payments,2026-04-04T08:00:00Z,2026-04-04T09:00:00Z,2,4,1,Cy',
      'INC4,payments,2026-03-04T08:00:00Z,2026-03-04T19:00:00Z,2,4,1,Di',
      'INC5,orders,2026-04-04T08:00:00Z,2026-04-04T19:00:00Z,2,4,1,Ed',
    ]);
    portal = await startPortal({ source: source(), entities });
    await portal.collect();
    const path = 'component/default/payments/mttr';
    const worst = await page(path, { period: '2026-04-15' });
    expect(worst).toMatchObject({
      kpi: 'mttr',
      scope: 'component:default/payments',
      periodType: 'month',
      period: '2026-04-01',
      unit: 'h',
      fold: 'mean',
      records: 3,
      value: 11,
      weight: 3,
      columns: [
        { name: 'number', type: 'text' },
        { name: 'priority', type: 'text' },
        { name: 'assigned to', type: 'text', isPersonal: true },
        { name: 'opened', type: 'instant' },
        { name: 'closed', type: 'instant' },
      ],
    });
    expect(worst.readAt).toBe('2026-05-15T00:00:00.000Z');
    expect(worst.items[0]).toEqual({
      entityRef: 'component:default/payments',
      place: 'incidents.csv line 3',
      value: 8,
      weight: 1,
      cells: [
        'INC 2/x',
        '2',
        'Bob',
        '2026-04-03T08:00:00Z',
        '2026-04-03T16:00:00Z',
      ],
      link: 'https://desk.example.com/incidents/INC%202%2Fx',
    });
    const numbers = async (query: object) =>
      (await page(path, { period: '2026-04-15', ...query })).items.map(
        ({ cells }) => cells[0],
      );
    expect(await numbers({})).toEqual(['INC 2/x', 'INC1', 'INC3']);
    expect(await numbers({ sort: 'opened', descending: false })).toEqual([
      'INC1',
      'INC 2/x',
      'INC3',
    ]);
    expect(await numbers({ sort: 'value', descending: false })).toEqual([
      'INC3',
      'INC1',
      'INC 2/x',
    ]);
    expect(await numbers({ sort: 'priority', descending: true })).toEqual([
      'INC 2/x',
      'INC3',
      'INC1',
    ]);
  });

  it('begin with those that miss the target, where a share should be high', async () => {
    write([
      'INC1,payments,2026-04-02T08:00:00Z,2026-04-02T10:00:00Z,1,3,7.5,Ann',
      'INC2,payments,2026-04-03T08:00:00Z,2026-04-03T16:00:00Z,1,,1,Bob',
      'INC3,payments,2026-04-04T08:00:00Z,2026-04-04T09:00:00Z,1,4,1,Cy',
    ]);
    portal = await startPortal({ source: source(), entities });
    await portal.collect();
    const { items, value, weight } = await page(
      'component/default/payments/in-time',
      { period: '2026-04-01' },
    );
    expect([value, weight]).toEqual([200, 3]);
    expect(items.map(({ cells, value: adds }) => [cells[0], adds])).toEqual([
      ['INC2', 0],
      ['INC1', 100],
      ['INC3', 100],
    ]);
  });

  it('are as the last collection read them, and gone where the source is', async () => {
    const first = 'INC1,payments,2026-04-02T08:00:00Z,,1,3,7.5,Ann';
    write([first, 'INC2,payments,2026-04-03T08:00:00Z,,1,3,7.5,Bob']);
    portal = await startPortal({ source: source(), entities });
    await portal.collect();
    const path = 'component/default/payments/incidents';
    const people = async () =>
      (await page(path, { period: '2026-04-01' })).items.map(
        ({ cells }) => cells[2],
      );
    expect(await people()).toEqual(['Ann', 'Bob']);
    write([first.replace('Ann', 'Anna')]);
    await portal.collect();
    expect(await people()).toEqual(['Anna']);
  });

  it('stay where a run is held back', async () => {
    write(rows());
    portal = await startPortal({
      source: source({ holdBack: { removedShare: 0.1 } }),
      entities,
    });
    await portal.collect();
    const path = 'component/default/payments/incidents';
    const before = await page(path, { period: '2026-04-01' });
    write(rows().slice(0, 20));
    expect(await portal.collect()).toMatchObject({ state: 'held-back' });
    expect(await page(path, { period: '2026-04-01' })).toEqual(before);
  });

  it('are missing where there are none, which is said', async () => {
    write(rows());
    portal = await startPortal({ source: source({ keep: false }), entities });
    await portal.collect();
    expect(
      await page('component/default/payments/incidents', {
        period: '2026-04-01',
      }),
    ).toMatchObject({ missing: 'not-kept', items: [] });
    expect(
      await page('component/default/payments/minutes-each', {
        period: '2026-04-01',
      }),
    ).toMatchObject({
      missing: 'formula',
      operands: ['hours', 'incidents'],
      items: [],
    });
    await request(portal.server)
      .get('/api/kpi-tree/v1/records/component/default/payments/incidents')
      .query({ period: 'April' })
      .expect(400);
    await request(portal.server)
      .get('/api/kpi-tree/v1/records/component/default/nothing/incidents')
      .expect(404);
  });

  it('are missing of months that are not kept any more, which is said', async () => {
    write(rows());
    portal = await startPortal({
      source: source({ keep: { days: 60 } }),
      entities,
    });
    await portal.collect();
    const path = 'component/default/payments/incidents';
    const of = (period: string) => page(path, { period });
    // Read on 15 May: sixty days reach back to 16 March, and so to its month
    expect(await of('2026-02-01')).toMatchObject({
      missing: 'not-kept',
      items: [],
    });
    for (const period of ['2026-03-01', '2026-04-01']) {
      expect((await of(period)).records).toBeGreaterThan(5);
    }
  });

  it('are counted for the admin, with since when and how much is kept', async () => {
    const kept = async () => {
      const { body } = await request(portal.server)
        .get('/api/kpi-tree/v1/sources')
        .expect(200);
      return body.items[0].keptRecords;
    };
    write(rows());
    portal = await startPortal({
      source: source({ keep: { days: 800, megabytes: 5 } }),
      entities,
    });
    expect(await kept()).toBeUndefined();
    await portal.collect();
    expect(await kept()).toEqual({
      records: 120,
      bytes: expect.any(Number),
      firstMonth: '2026-01',
      keptFrom: '2024-03',
      readAt: '2026-05-15T00:00:00.000Z',
      days: 800,
      megabytes: 5,
    });
    const { bytes } = await kept();
    expect(bytes).toBeGreaterThan(1_000);
    await portal.stop();
    // What two of its five months take
    portal = await startPortal({
      source: source({ keep: { megabytes: (bytes * 0.5) / 1e6 } }),
      entities,
    });
    await portal.collect();
    const cut = await kept();
    expect(cut.records).toBeLessThan(120);
    expect(cut.bytes).toBeLessThanOrEqual(bytes / 2);
    expect(cut.keptFrom).toBe(cut.firstMonth);
    expect(cut.keptFrom > '2026-01').toBe(true);
  });

  it('are none in a month in which there were none', async () => {
    write(['INC1,payments,2026-04-02T08:00:00Z,,1,3,7.5,Ann']);
    portal = await startPortal({ source: source(), entities });
    await portal.collect();
    const found = await page('component/default/payments/incidents', {
      period: '2026-03-01',
    });
    expect(found).toMatchObject({ records: 0, items: [] });
    expect(found.missing).toBeUndefined();
  });

  it('have no link where a column of it is hidden', async () => {
    write(['INC1,payments,2026-04-02T08:00:00Z,,1,3,7.5,Ann']);
    const link = 'https://desk.example.com/{number}/{assigned to}';
    const path = 'component/default/payments/incidents';
    const links = async () => {
      await portal.collect();
      const { items } = await page(path, { period: '2026-04-01' });
      return items.map(item => item.link);
    };
    portal = await startPortal({ source: source({ link }), entities });
    expect(await links()).toEqual(['https://desk.example.com/INC1/Ann']);
    await portal.stop();
    portal = await startPortal({
      source: source({ link }),
      entities,
      denied: ['kpi-tree.record.personal.read'],
    });
    expect(await links()).toEqual([undefined]);
  });

  it('are for those who may see them, and personal data for those who may see these', async () => {
    write(rows());
    const path = 'component/default/payments/incidents';
    portal = await startPortal({
      source: source(),
      entities,
      denied: ['kpi-tree.record.personal.read'],
    });
    await portal.collect();
    const { columns, items } = await page(path, { period: '2026-04-01' });
    expect(columns![2]).toEqual({
      name: 'assigned to',
      type: 'text',
      isPersonal: true,
    });
    expect(items.length).toBeGreaterThan(5);
    expect(items.map(({ cells }) => cells[2])).toEqual(items.map(() => null));
    // Nor does their order tell
    const sorted = await page(path, {
      period: '2026-04-01',
      sort: 'assigned to',
    });
    expect(sorted.items.map(({ cells }) => cells[0])).toEqual(
      items.map(({ cells }) => cells[0]),
    );
    await portal.stop();
    portal = await startPortal({
      source: source(),
      entities,
      denied: ['kpi-tree.record.read'],
    });
    await portal.collect();
    const { body } = await request(portal.server)
      .get(`/api/kpi-tree/v1/records/${path}`)
      .expect(403);
    expect(body.error.message).toContain('kpi-tree.record.read');
  });
});
