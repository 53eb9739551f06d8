/** Files as other systems export them, measured. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { collect, TestKpi } from '../__testUtils__/records';
import { recordsSchema } from '../configuration/config';
import { createReader, ReaderServices } from '../createReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();
const payments = 'component:default/payments';
const checkout = 'component:default/checkout';

/** Collects from files; the services payments and checkout have their names. */
async function collectFiles(
  content: Record<string, string | Buffer>,
  config: Record<string, unknown>,
  kpis: TestKpi[],
) {
  directory.setContent(content);
  const place = (name: unknown) =>
    typeof name === 'string' ? join(directory.path, name) : undefined;
  const settings = {
    ...config,
    ...Object.fromEntries(
      ['csv', 'jsonLines']
        .filter(key => key in config)
        .map(key => [key, place(config[key])]),
    ),
    entities: {
      column: 'service',
      map: { payments, checkout },
      ...(config.entities as object),
    },
  };
  const reader = createReader(
    { id: 'test', settings: recordsSchema.parse(settings) },
    {} as ReaderServices,
  );
  return collect(reader, {
    config: { csv: undefined, ...settings } as never,
    kpis: kpis.map(({ settings: given, ...kpi }) => ({
      ...kpi,
      settings: { measure: 'count', time: 'opened', ...given },
    })),
    request: {
      entities: [payments, checkout].map(entityRef => ({
        entityRef,
        keys: {},
      })),
    },
  });
}

/** How many there are in April. */
const april = ({ values }: Awaited<ReturnType<typeof collect>>, kpi: string) =>
  [payments, checkout].map(
    entityRef => values(entityRef, kpi)['2026-04-01']?.[0],
  );

describe('a CSV file that Jira exports', () => {
  const issues = [
    'Issue key,Created,Component/s,Component/s,Labels,Labels,,',
    'OPS-1,2026-04-02T08:00:00Z,payments,,urgent,,,',
    'OPS-2,2026-04-05T08:00:00Z,payments,checkout,urgent,db,,',
    'OPS-3,2026-04-09T08:00:00Z,,checkout,,,,',
    'OPS-4,2026-04-20T08:00:00Z,payments,,,db,,',
  ].join('\n');

  it('has lists of the columns that it repeats', async () => {
    const kpi = (name: string, where: object) => ({
      name,
      settings: { time: 'Created', where },
    });
    const result = await collectFiles(
      { 'issues.csv': issues },
      { csv: 'issues.csv', entities: { column: 'Component/s' } },
      [
        kpi('all', {}),
        kpi('urgent', { Labels: 'urgent' }),
        kpi('contained', { Labels: { $contains: 'URGENT' } }),
        kpi('both', { Labels: { $all: ['db', 'urgent'] } }),
        kpi('none', { Labels: { $exists: false } }),
        kpi('other', { Labels: { $not: 'db' } }),
      ],
    );
    expect(result.errors).toEqual([]);
    expect(result.rowsRejected).toBe(0);
    expect(april(result, 'all')).toEqual([3, 2]);
    expect(april(result, 'urgent')).toEqual([2, 1]);
    expect(april(result, 'contained')).toEqual([2, 1]);
    expect(april(result, 'both')).toEqual([1, 1]);
    expect(april(result, 'none')).toEqual([0, 1]);
    expect(april(result, 'other')).toEqual([1, 1]);
  });

  it('has a mistake where a date or a number is repeated', async () => {
    const { errors, rowsRejected } = await collectFiles(
      {
        'issues.csv':
          'service,opened,opened,n,n\npayments,2026-04-02,,1,\ncheckout,2026-04-02,2026-04-03,1,2',
      },
      { csv: 'issues.csv' },
      [{ settings: { measure: 'sum', of: 'n' } }],
    );
    expect(rowsRejected).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^issues.csv line 3: "2026-04-02, 2026-04-03": opened is not a date/,
      ),
    ]);
  });
});

describe('JSON', () => {
  it('has lists, of which a filter asks for one value', async () => {
    const bug = (day: number, labels: unknown) =>
      JSON.stringify({
        service: ['payments'],
        opened: `2026-04-0${day}T08:00:00Z`,
        type: 'Bug',
        labels,
      });
    const result = await collectFiles(
      {
        'rows.jsonl': [
          bug(1, 'production'),
          bug(2, ['production', 'database']),
          bug(3, ['regression']),
          bug(4, ['urgent', 'production']),
          bug(5, []),
        ].join('\n'),
      },
      { jsonLines: 'rows.jsonl' },
      [
        {
          settings: {
            where: { type: 'Bug', labels: { $contains: 'production' } },
          },
        },
        {
          name: 'in',
          settings: { where: { labels: { $in: ['production'] } } },
        },
        {
          name: 'share',
          settings: {
            measure: 'ratio',
            numerator: { where: { labels: 'production' } },
          },
        },
      ],
    );
    expect(result.errors).toEqual([]);
    expect(april(result, 'kpi')).toEqual([3, undefined]);
    expect(april(result, 'in')).toEqual([3, undefined]);
    expect(april(result, 'share')[0]).toBe(0.6);
  });

  it('takes the parts of a list with a separator as names of entities', async () => {
    const result = await collectFiles(
      {
        'rows.jsonl':
          '{"service":["payments|checkout"],"opened":"2026-04-01"}\n{"service":"checkout","opened":"2026-04-02"}',
      },
      { jsonLines: 'rows.jsonl', entities: { separator: '|' } },
      [{ settings: {} }],
    );
    expect(april(result, 'kpi')).toEqual([1, 2]);
  });

  it('lets the worst of several impacts say how much of the time is down', async () => {
    const row = (services: string[], impact: unknown, day: string) =>
      JSON.stringify({
        service: services,
        impact,
        opened: `2026-04-${day}`,
        closed: `2026-04-${day}T12:00:00Z`,
      });
    const { values } = await collectFiles(
      {
        'rows.jsonl': [
          row(['payments'], ['minor', 'Critical'], '10'),
          row(['checkout'], 'minor', '10'),
        ].join('\n'),
      },
      {
        jsonLines: 'rows.jsonl',
        covers: { from: '2026-04-01', until: '2026-05-01' },
      },
      [
        {
          settings: {
            measure: 'availability',
            from: 'opened',
            to: 'closed',
            downtime: {
              column: 'impact',
              values: { minor: 0.5, critical: 1 },
              otherwise: 0,
            },
          },
          spec: { unit: '%' },
        },
      ],
    );
    expect(values(payments)['2026-04-01'][0]).toBeCloseTo(100 * (1 - 0.5 / 30));
    expect(values(checkout)['2026-04-01'][0]).toBeCloseTo(
      100 * (1 - 0.25 / 30),
    );
  });
});

it('says what filters do not find', async () => {
  const { errors } = await collectFiles(
    {
      'rows.jsonl': [
        { service: 'payments', priority: 'Critical', labels: ['db'] },
        { service: 'payments', priority: 'High', labels: ['web', 'cache'] },
        { service: 'payments', priority: 'High', age: 'old', paged: false },
        { service: 'payments', age: 3 },
      ]
        .map(row => JSON.stringify({ opened: '2026-04-02', ...row }))
        .join('\n'),
    },
    { jsonLines: 'rows.jsonl' },
    Object.entries({
      good: { priority: { $in: ['high', 'CRITICAL'] }, labels: 'cache' },
      'far-off': { priority: 'blocker' },
      'wrong-letter': { $not: { priority: { $in: ['High', 'Critcal'] } } },
      list: { labels: { $any: [{ $contains: 'cahce' }, 'db'] } },
      truth: { $any: [{ paged: true }, { priority: 'High' }] },
      compared: { age: { $gte: 1 } },
      column: { priorty: 'High' },
      unmet: { priority: 'Critical', labels: 'web' },
      asked: { due: { $exists: true } },
      'not-yet': { priority: { $in: ['High', 'Medium'] } },
      spellings: { priority: { $in: ['Critcal', 'Critical'] } },
    }).map(([name, where]) => ({ name, settings: { where } })),
  );
  expect(errors).toEqual([
    'The Kpi column filters by missing columns: no row has the column priorty (did you mean priority?); the rows have opened, service, priority, labels, age, paged',
    'The Kpi far-off asks for priority "blocker", which no row has; there are "High", "Critical"',
    'The Kpi wrong-letter asks for priority "Critcal", which no row has: did you mean "Critical"?',
    'The Kpi list asks for labels "cahce", which no row has: did you mean "cache"?',
    'The Kpi compared compares age with a number, but some rows have something else there, which does not fit',
    'No row meets the filter of the Kpi unmet',
  ]);
});

it('reads cells without the blanks around them', async () => {
  const result = await collectFiles(
    {
      'incidents.csv': [
        'id,service,opened,priority,environment',
        '1,payments,2026-04-02T08:00:00Z,1,production',
        '2,payments,2026-04-03T08:00:00Z,1 ,production ',
        '3,payments,2026-04-04T08:00:00Z,2, production',
        '4,payments,2026-04-05T08:00:00Z,3,staging',
      ].join('\n'),
    },
    { csv: 'incidents.csv' },
    [
      { name: 'first', settings: { where: { priority: 1 } } },
      {
        name: 'production',
        settings: { where: { environment: 'production' } },
      },
    ],
  );
  expect(april(result, 'first')[0]).toBe(2);
  expect(april(result, 'production')[0]).toBe(3);
});
