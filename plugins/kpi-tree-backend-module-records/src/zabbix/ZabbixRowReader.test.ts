import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { randomUUID } from 'node:crypto';
import { documentedColumns } from '../__testUtils__/startProduct';
import { a, b, collect, domain, TestKpi } from '../__testUtils__/records';
import { realHttp } from '../__testUtils__/systems';
import { toClock, ZabbixSystem } from '../__testUtils__/zabbix';
import { Row } from '../rows/RowReader';
import { zabbixSchema } from './config';
import { outagesOf } from './outages';
import { ZabbixRowReader } from './ZabbixRowReader';

jest.setTimeout(180_000);

const {
  KPI_TREE_TEST_ZABBIX_URL: system,
  KPI_TREE_TEST_ZABBIX_SENDER: sender,
  KPI_TREE_TEST_ZABBIX_DATABASE: database,
} = process.env;

// Said in the output, so that nobody takes it for tested
if (!system) {
  it.todo('measures services of a real Zabbix');
}

describe('the outages of a service', () => {
  const alarms = (...list: [number, number][]) =>
    outagesOf(
      list.map(([clock, value]) => ({
        clock: String(clock),
        value: String(value),
      })),
    );

  it('begin and end with it, and have the highest severity', () => {
    expect(alarms([10, 1], [10, 1], [12, 4], [20, -1], [30, 0])).toEqual([
      { start: 10, end: 20, severity: 4 },
      { start: 30, severity: 0 },
    ]);
  });

  it('are none of an end whose beginning Zabbix has forgotten', () => {
    expect(alarms([5, -1], [10, 2], [11, -1])).toEqual([
      { start: 10, end: 11, severity: 2 },
    ]);
  });
});

const INFORMATION = 1;
const HIGH = 4;

const availability = (name: string, more: object = {}): TestKpi => ({
  name,
  spec: { unit: '%' },
  settings: {
    time: 'start',
    where: { kind: { $in: ['service', 'outage'] } },
    measure: 'availability',
    from: 'start',
    to: 'end',
    ...more,
  },
});

const sli = (name: string, sla: string): TestKpi => ({
  name,
  spec: { unit: '%' },
  settings: {
    time: 'period',
    where: { kind: 'sli', sla },
    measure: 'ratio',
    numerator: { sum: 'uptime' },
    denominator: { sum: 'measured' },
  },
});

describe.each(system ? [system] : [])('with the Zabbix at %s', at => {
  const zabbix = new ZabbixSystem(at, sender!, database!);
  const id = randomUUID();
  const services = { shop: `shop ${id}`, quiet: `quiet ${id}` };
  const slas = {
    month: `month ${id}`,
    berlin: `Berlin ${id}`,
    day: `day ${id}`,
  };
  let http: SourceHttp;
  let token: string;
  let shop: string;

  beforeAll(async () => {
    http = await realHttp(new URL(at).host);
    await zabbix.start();
    token = await zabbix.createToken(true);
    const tags = [
      { tag: 'sla', value: id },
      { tag: 'component', value: 'shop' },
      { tag: 'component', value: 'web' },
    ];
    const created = '2023-12-15T00:00:00Z';
    shop = await zabbix.createService(
      services.shop,
      { disk: INFORMATION, web: HIGH },
      tags,
      created,
    );
    await zabbix.createService(services.quiet, {}, tags.slice(0, 1), created);
    const sla = {
      slo: 99.9,
      effective_date: toClock('2024-01-01T00:00:00Z'),
      service_tags: [{ tag: 'sla', value: id }],
    };
    await zabbix.call('sla.create', [
      { ...sla, name: slas.month, period: 2, timezone: 'UTC' },
      {
        ...sla,
        name: slas.berlin,
        period: 2,
        timezone: 'Europe/Berlin',
        excluded_downtimes: [
          {
            name: 'maintenance',
            period_from: toClock('2024-03-05T12:00:00Z'),
            period_to: toClock('2024-03-05T15:00:00Z'),
          },
        ],
      },
      { ...sla, name: slas.day, period: 0, timezone: 'system' },
    ]);
    for (const [problem, time, value] of [
      ['disk', '2024-01-10T10:00:00Z', 1],
      ['disk', '2024-01-10T11:00:00Z', 0],
      // Through midnight of the month
      ['web', '2024-01-31T23:30:00Z', 1],
      ['web', '2024-02-01T00:45:00Z', 0],
      // Two problems at a time
      ['disk', '2024-02-10T10:00:00Z', 1],
      ['web', '2024-02-10T10:20:00Z', 1],
      ['web', '2024-02-10T10:40:00Z', 0],
      ['disk', '2024-02-10T11:00:00Z', 0],
      ['web', '2024-03-05T12:00:00Z', 1],
      ['web', '2024-03-05T18:00:00Z', 0],
      // And it lasts
      ['web', '2024-06-30T12:00:00Z', 1],
    ] as const) {
      await zabbix.set(shop, problem, time, value);
    }
  });

  const readerOf = (settings: object = {}, given = token) =>
    new ZabbixRowReader(
      zabbixSchema.parse({
        url: zabbix.url,
        headers: { Authorization: `Bearer ${given}` },
        ...settings,
      }),
      http,
    );

  /** The rows of the services of this test. */
  const read = async (settings: object = {}, given = token): Promise<Row[]> => {
    const found: Row[] = [];
    for await (const one of readerOf(settings, given).read({
      signal: new AbortController().signal,
    })) {
      if ('row' in one && String(one.row.service).endsWith(id)) {
        found.push(one.row);
      }
    }
    return found;
  };

  const measure = () =>
    collect(readerOf(), {
      kpis: [
        availability('availability'),
        availability('serious', {
          downtime: {
            column: 'severity',
            values: { Information: 0 },
            otherwise: 1,
          },
        }),
        sli('sli', slas.month),
        sli('berlin', slas.berlin),
        {
          name: 'outages',
          settings: {
            time: 'start',
            where: { kind: 'outage' },
            measure: 'count',
          },
        },
        {
          name: 'mttr',
          spec: { unit: 'min' },
          settings: {
            time: 'end',
            where: { kind: 'outage' },
            measure: 'mean',
            of: { duration: { from: 'start', to: 'end' } },
          },
        },
      ],
      config: {
        entities: {
          column: 'service',
          map: { [services.shop]: a, [services.quiet]: b },
          ignore: ['*'],
          always: [domain],
        },
      },
      request: { to: new Date('2024-08-01T00:00:00Z') },
    });

  const months = (from: number, until: number) =>
    Array.from(
      { length: until - from + 1 },
      (_, n) => `2024-${String(from + n).padStart(2, '0')}-01`,
    );

  it('reads the outages of services', async () => {
    const rows = await read({ read: ['outages'] });
    const outages = rows
      .filter(({ kind }) => kind === 'outage')
      .map(({ start, end, severity }) => [start, end, severity]);
    expect(outages).toEqual([
      ['2024-01-10T10:00:00.000Z', '2024-01-10T11:00:00.000Z', 'Information'],
      ['2024-01-31T23:30:00.000Z', '2024-02-01T00:45:00.000Z', 'High'],
      ['2024-02-10T10:00:00.000Z', '2024-02-10T11:00:00.000Z', 'High'],
      ['2024-03-05T12:00:00.000Z', '2024-03-05T18:00:00.000Z', 'High'],
      ['2024-06-30T12:00:00.000Z', '', 'High'],
    ]);
    expect(rows.filter(({ kind }) => kind === 'service')).toEqual([
      {
        kind: 'service',
        service: services.shop,
        service_id: shop,
        start: '2023-12-15T00:00:00.000Z',
        end: '2023-12-15T00:00:00.000Z',
        'tags.sla': id,
        'tags.component': ['shop', 'web'],
      },
      expect.objectContaining({ kind: 'service', service: services.quiet }),
    ]);
  });

  it('measures them', async () => {
    const { values, errors } = await measure();
    expect(errors).toEqual([]);
    const counts = (entity: string) =>
      months(1, 7).map(month => values(entity, 'outages')[month]?.[0]);
    expect(counts(a)).toEqual([2, 1, 1, 0, 0, 1, 0]);
    expect(counts(b)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(values(a, 'mttr')).toEqual({
      '2024-01-01': [60, 1],
      '2024-02-01': [67.5, 2],
      '2024-03-01': [360, 1],
    });
  });

  it('has the availability that Zabbix computes', async () => {
    const { values } = await measure();
    for (const entity of [a, b]) {
      for (const month of months(1, 7)) {
        const [own] = values(entity, 'availability')[month];
        const [theirs] = values(entity, 'sli')[month];
        expect([entity, month, own]).toEqual([
          entity,
          month,
          expect.closeTo(theirs!, 9),
        ]);
      }
    }
    const hours = 31 * 24;
    // An hour of the severity Information is one of downtime
    expect(values(a, 'sli')['2024-01-01'][0]).toBeCloseTo(
      100 * (1 - 1.5 / hours),
      9,
    );
    expect(values(a, 'serious')['2024-01-01'][0]).toBeCloseTo(
      100 * (1 - 0.5 / hours),
      9,
    );
    expect(values(a, 'sli')['2024-07-01'][0]).toBe(0);
    expect(values(b, 'sli')['2024-07-01'][0]).toBe(100);
  });

  it('knows the months of the time zone of an SLA, and what it excludes', async () => {
    const { values } = await measure();
    expect(Object.keys(values(a, 'berlin'))).toEqual(months(1, 7));
    // In Berlin the outage was in February, and of March an hour was left out
    expect(values(a, 'berlin')['2024-01-01'][0]).toBeCloseTo(
      100 * (1 - 1 / (31 * 24)),
      9,
    );
    expect(values(a, 'berlin')['2024-03-01'][0]).toBeCloseTo(
      100 * (1 - 3 / (31 * 24 - 1 - 3)),
      9,
    );
  });

  it('reads all periods of an SLA, more than Zabbix answers at once', async () => {
    const days = (await read({ read: ['sli'] }))
      .filter(
        ({ sla, service }) => sla === slas.day && service === services.quiet,
      )
      .map(({ period }) => period)
      .sort();
    const count = Math.floor(
      (Date.now() - Date.parse('2024-01-01T00:00:00Z')) / 86_400_000,
    );
    expect(days.slice(0, 2)).toEqual(['2024-01-01', '2024-01-02']);
    expect(new Set(days).size).toBe(days.length);
    // Today, if it has begun
    expect([count, count + 1]).toContain(days.length);
  });

  it('has the documented columns', async () => {
    const rows = await read();
    const documented = documentedColumns('zabbix.md');
    for (const kind of ['service', 'outage', 'sli']) {
      const columns = rows
        .filter(row => row.kind === kind)
        .flatMap(row => Object.keys(row))
        .filter(column => !column.startsWith('tags.'));
      expect([kind, [...new Set(columns)].sort()]).toEqual([
        kind,
        [
          'kind',
          ...documented
            .filter(({ kinds }) => !kinds.length || kinds.includes(kind))
            .map(({ column }) => column),
        ].sort(),
      ]);
    }
  });

  it('says what is wrong with its configuration', async () => {
    await expect(read({}, 'nonsense')).rejects.toThrow(
      /refuses service.get: .*re-login.*check the url, the token in headers/,
    );
    await expect(read({ headers: {} })).rejects.toThrow(
      /refuses service.get: .*Not authorized/,
    );
    const stranger = await zabbix.createToken(false);
    await expect(read({}, stranger)).rejects.toThrow(
      'has no services that the user of the token may see: give its role access to them',
    );
  });
});
