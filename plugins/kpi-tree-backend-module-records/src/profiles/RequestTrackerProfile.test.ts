import { TestDatabases } from '@backstage/backend-test-utils';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import createKnex, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentedColumns } from '../__testUtils__/startProduct';
import { a, b, collect, TestKpi } from '../__testUtils__/records';
import {
  call,
  emptyStore,
  mirrored,
  nextSecond,
  noting,
  realHttp,
  signIn,
} from '../__testUtils__/systems';
import { MirrorConfig } from '../mirror/config';
import { RecordStore } from '../mirror/RecordStore';
import { Row } from '../rows/RowReader';
import {
  RequestTrackerProfile,
  requestTrackerSchema,
} from './RequestTrackerProfile';

jest.setTimeout(600_000);

const system = process.env.KPI_TREE_TEST_REQUEST_TRACKER_URL;

describe('the dates of a query', () => {
  const accepts = (query: string) =>
    requestTrackerSchema.safeParse({ url: 'https://rt.test', query });

  it.each([
    `Created > '2026-01-31'`,
    `Created > '2026-01-31 08:00' AND Subject LIKE 'Due = "foo"'`,
    `Queue = 'A' AND (Resolved < "2026-01-31T08:00:00Z" OR Resolved IS NULL)`,
    `LastUpdated > '30 days ago' OR Due < 'tomorrow' OR Told >= '-3 weeks'`,
    `Created >= '0000002000 days ago'`,
    `Created > Started`,
  ])('takes %s', query => {
    expect(accepts(query).success).toBe(true);
  });

  it.each([
    [`Created > 'foo'`, 'foo'],
    [`Created > '01/31/2026'`, '01/31/2026'],
    [`Created > '2026-02-31'`, '2026-02-31'],
    [`Created > '2026-13-45'`, '2026-13-45'],
    [`Queue = 'A' AND (Due <= "2026-05")`, '2026-05'],
    [`LastUpdated>'1830 minutes ago'`, '1830 minutes ago'],
    [`Created > '123456 seconds ago'`, '123456 seconds ago'],
    [`resolved > ''`, ''],
    [`Started > 1700000000`, '1700000000'],
  ])('refuses %s', (query, value) => {
    const { error } = accepts(query);
    expect(error?.issues[0]).toMatchObject({
      path: ['query'],
      message: expect.stringContaining(
        `with ${JSON.stringify(value)}, which Request Tracker does not read`,
      ),
    });
  });
});

// Said in the output, so that nobody takes it for tested
if (!system) {
  it.todo('measures tickets of a real Request Tracker');
}

const HOUR = 3_600_000;

const duration = { from: 'Created', to: 'Resolved' };

/** What the API does not do is done in the database of Request Tracker. */
async function inDatabase(work: (database: Knex) => Promise<void>) {
  const database = createKnex({
    client: 'better-sqlite3',
    connection: {
      filename: process.env.KPI_TREE_TEST_REQUEST_TRACKER_DATABASE!,
    },
    useNullAsDefault: true,
  });
  try {
    await work(database);
  } finally {
    await database.destroy();
  }
}

const kpis: TestKpi[] = [
  { name: 'created', settings: { time: 'Created', measure: 'count' } },
  {
    name: 'mttr',
    settings: {
      time: 'Resolved',
      where: { Status: 'resolved' },
      measure: 'mean',
      of: { duration },
    },
  },
  {
    name: 'reopened',
    settings: {
      time: 'Created',
      measure: 'ratio',
      numerator: { where: { $not: { Reopened: '0' } } },
    },
    spec: { unit: '%' },
  },
];

describe.each(system ? [system] : [])('with the Request Tracker at %s', at => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const rt = signIn(at);
  let http: SourceHttp;
  let queue: string;
  let store: RecordStore;

  const rest = <T = { id: string }>(
    method: string,
    path: string,
    body?: unknown,
  ) => call<T>(rt, method, `REST/2.0/${path}`, body);

  beforeAll(async () => {
    http = await realHttp(rt.host);
  });

  beforeEach(async () => {
    queue = `Test's "${randomUUID()}"`;
    await rest('POST', 'queue', { Name: queue });
    store = await emptyStore(databases);
  });

  /**
   * When tickets were created. Since the security update 5.0.3+dfsg-3~deb12u7 of Debian
   * the API takes no `Created`, and says nothing of it.
   */
  const setCreated = (ids: string[], created: string) =>
    inDatabase(async database => {
      await database('Tickets').whereIn('id', ids).update({ Created: created });
    });

  /**
   * As if the tickets had been changed half a minute earlier: what is changed from now on
   * is not asked for together with them.
   */
  const passLatency = () =>
    inDatabase(async database => {
      await database('Tickets')
        .whereIn('Queue', database('Queues').select('id').where('Name', queue))
        .update({
          LastUpdated: database.raw(`datetime(LastUpdated, '-35 seconds')`),
        });
    });

  /** A ticket with the dates that are given. */
  const create = async ({
    Created,
    ...fields
  }: Record<string, unknown> & { Created?: string }) => {
    const ticket = await rest('POST', 'ticket', {
      Queue: queue,
      Subject: 'x',
      ...fields,
    });
    if (Created) {
      await setCreated([ticket.id], Created);
    }
    return ticket;
  };

  const update = (id: string, fields: object) =>
    rest<string[]>('PUT', `ticket/${id}`, fields);

  const config = (settings: object = {}) =>
    requestTrackerSchema.parse({
      url: `${rt.url}/`,
      headers: rt.headers,
      query: `Queue = '${queue.replaceAll(`'`, `\\'`)}'`,
      fields: ['CustomFields'],
      ...settings,
    });

  /** Collects, and tells which tickets and how many pages were asked for. */
  const read = async (
    options: {
      settings?: object;
      mirror?: Partial<MirrorConfig>;
      before?: (url: URL) => Promise<void>;
    } = {},
  ) => {
    const noted = noting(http, options.before);
    const profile = new RequestTrackerProfile(config(options.settings));
    const tickets: string[] = [];
    const observed = {
      configured: profile.configured,
      headers: profile.headers,
      settings: profile.settings,
      requests: (since: Date, now: Date) =>
        profile.requests(since, now).map(request => ({
          ...request,
          parse: (...given: Parameters<typeof request.parse>) => {
            if (request.url.pathname.endsWith('/tickets')) {
              tickets.push(
                ...given[0].items.map(item => (item as { id: string }).id),
              );
            }
            return request.parse(...given);
          },
        })),
    };
    const collected = await collect(
      mirrored(observed, noted.http, store, { config: options.mirror }),
      {
        kpis,
        config: {
          entities: {
            column: 'CustomFields.Service',
            map: { A: a, B: b },
          },
        },
        request: { to: new Date() },
      },
    );
    return { ...collected, tickets, asked: noted.asked };
  };

  const service = (name: string) => ({ CustomFields: { Service: name } });

  const done = {
    ...service('A'),
    Status: 'resolved',
    Created: '2026-01-05 08:00:00',
  };

  it('measures tickets, and corrects the past when they change late', async () => {
    const first = await create({ ...done, Resolved: '2026-01-05 10:00:00' });
    await create({ ...done, Resolved: '2026-01-05 14:00:00' });
    await create({ ...service('A'), Created: '2026-01-07 00:00:00' });
    await create({ ...service('B'), Created: '2026-02-01 00:00:00' });
    await passLatency();
    const last = await create({ ...service('C'), Status: 'open' });

    const before = await read();
    expect(before.errors).toEqual([
      expect.stringContaining('CustomFields.Service names "C"'),
    ]);
    expect(before.values(a, 'mttr')).toEqual({ '2026-01-01': [4, 2] });
    expect(before.values(a, 'created')['2026-01-01']).toEqual([3, 1]);
    expect(before.values(a, 'reopened')).toEqual({ '2026-01-01': [0, 3] });
    expect(before.values(b, 'created')['2026-02-01']).toEqual([1, 1]);
    expect(before.tickets).toHaveLength(5);

    await nextSecond();
    await update(first.id, { Status: 'open' });
    const reopened = await read();
    // Only what was changed is asked for; RT keeps the date of the first solution
    expect(reopened.tickets).toEqual([first.id, last.id]);
    expect(reopened.values(a, 'mttr')).toEqual({ '2026-01-01': [6, 1] });
    expect(reopened.values(a, 'reopened')).toEqual({
      '2026-01-01': [expect.closeTo(100 / 3, 9), 3],
    });

    await update(first.id, { Status: 'resolved' });
    await update(first.id, { Status: 'open' });
    await update(first.id, { Status: 'resolved', ...service('B') });
    const again = await read();
    const ticket = await rest<Record<string, string>>(
      'GET',
      `ticket/${first.id}`,
    );
    const hours =
      (Date.parse(ticket.Resolved) - Date.parse(ticket.Created)) / HOUR;
    expect(again.values(b, 'mttr')).toEqual({
      [`${ticket.Resolved.slice(0, 7)}-01`]: [expect.closeTo(hours, 9), 1],
    });
    const rows: Row[] = [];
    for await (const { row } of store.read('test')) {
      rows.push(row);
    }
    const documented = documentedColumns('request-tracker.md');
    expect(Object.keys(rows[0]).sort()).toEqual(
      [
        ...documented.map(({ column }) => column),
        'CustomFields.Service',
      ].sort(),
    );
    expect(rows.find(({ id }) => id === first.id)).toMatchObject({
      Reopened: '2',
      'Queue.Name': queue,
      'Owner.Name': 'Nobody',
      'CustomFields.Service': ['B'],
      Due: '',
    });
  });

  it('reads more than a page, and forgets what is gone when all is read again', async () => {
    const { Created: createdAt, ...fields } = done;
    const created = await rest<{ id: string }[]>(
      'POST',
      'tickets/bulk',
      Array.from({ length: 102 }, () => ({
        Queue: queue,
        Subject: 'x',
        ...fields,
        Resolved: '2026-01-05 09:00:00',
      })),
    );
    await setCreated(
      created.map(({ id }) => id),
      createdAt,
    );
    let pages = 0;
    const whole = await read({
      before: async ({ pathname }) => {
        if (pathname.endsWith('/tickets') && ++pages === 2) {
          // Those of the second page move to the first one
          await update(created[0].id, { Status: 'deleted' });
        }
      },
    });
    expect(whole.tickets).toEqual(created.map(({ id }) => id));
    // What was taken out, two pages of tickets, and for each what became of them
    expect(
      whole.asked.map(({ pathname }) => pathname.split('/').pop()),
    ).toEqual([
      ...['transactions', 'tickets', 'transactions'],
      ...['tickets', 'transactions'],
    ]);
    expect(whole.values(a, 'mttr')).toEqual({ '2026-01-01': [1, 102] });

    const elsewhere = `Other ${queue}`;
    await rest('POST', 'queue', { Name: elsewhere });
    await update(created[1].id, { Queue: elsewhere });
    const changes = await read();
    // That it was moved, nothing says; that the other was deleted, its history
    expect(changes.values(a, 'mttr')).toEqual({ '2026-01-01': [1, 101] });
    const later = await read({ mirror: { rereadEvery: { seconds: 0 } } });
    expect(later.values(a, 'mttr')).toEqual({ '2026-01-01': [1, 100] });
  });

  it('asks for what was changed, however long ago it was', async () => {
    const now = new Date();
    const ages = [
      ...[999, 1_000, 1_830, 2_000, 3_630, 9_999, 10_000],
      ...[86_400, 123_456, 200_000, 999_999, 1_000_000, 20_211_231, 63_072_000],
    ];
    const instant = (age: number) =>
      new Date(now.getTime() - age * 1_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ');
    const ids = new Map<number, string>();
    for (const age of ages) {
      // As long before as a question may take
      const { id } = await create({ Created: instant(age + 15) });
      ids.set(age, id);
    }
    for (const age of ages) {
      const since = new Date(now.getTime() - age * 1_000);
      const [, { url }] = new RequestTrackerProfile(config()).requests(
        since,
        new Date(),
      );
      const query = url.searchParams
        .get('query')!
        .replace('LastUpdated', 'Created');
      const { items } = await rest<{ items: { id: string }[] }>(
        'GET',
        `tickets?per_page=100&query=${encodeURIComponent(query)}`,
      );
      expect([age, items.map(({ id }) => id).sort()]).toEqual([
        age,
        ages
          // So little more is asked for as a question may take
          .filter(other => other <= age + 10)
          .map(other => ids.get(other))
          .sort(),
      ]);
    }
  });

  it('forgets tickets that are deleted or merged at once, and has the first resolution', async () => {
    const kept = await create({ ...done, Resolved: '2026-01-05 10:00:00' });
    const deleted = await create({ ...done, Resolved: '2026-01-05 11:00:00' });
    const merged = await create({ ...done, Resolved: '2026-01-05 12:00:00' });
    const rejected = await create({ ...service('A'), Status: 'open' });
    const overlap = { overlap: { hours: 1 } };
    const before = await read({ mirror: overlap });
    expect(before.values(a, 'created')['2026-01-01']).toEqual([3, 1]);

    await update(deleted.id, { Status: 'deleted' });
    await update(merged.id, { MergeInto: kept.id });
    await update(rejected.id, { Status: 'resolved' });
    const { Resolved: first } = await rest<{ Resolved: string }>(
      'GET',
      `ticket/${rejected.id}`,
    );
    await nextSecond();
    await update(rejected.id, { Status: 'rejected' });
    const { Resolved: last } = await rest<{ Resolved: string }>(
      'GET',
      `ticket/${rejected.id}`,
    );
    expect(last).not.toBe(first);
    const after = await read({ mirror: overlap });
    expect(after.errors).toEqual([]);
    expect(after.values(a, 'created')['2026-01-01']).toEqual([1, 1]);
    const rows = new Map<string, Row>();
    for await (const { id, row } of store.read('test')) {
      rows.set(id, row);
    }
    expect([...rows.keys()].sort()).toEqual([kept.id, rejected.id].sort());
    expect(rows.get(kept.id)).toMatchObject({
      FirstResolved: '2026-01-05T10:00:00Z',
    });
    const { Resolved: resolved, FirstResolved: firstResolved } = rows.get(
      rejected.id,
    )!;
    expect(resolved).toBe(last);
    // Its history has it when the change was noted, on a busy machine a little later
    expect(firstResolved >= first).toBe(true);
    expect(firstResolved < last).toBe(true);

    await update(deleted.id, { Status: 'resolved' });
    const restored = await read({ mirror: overlap });
    expect(restored.values(a, 'created')['2026-01-01']).toEqual([2, 1]);
  });

  it('asks the same whatever the time zone of its user', async () => {
    const { id: old } = await create({ Status: 'open' });
    expect((await read()).tickets).toEqual([old]);
    for (const [zone, hours] of [
      ['America/Los_Angeles', -8],
      ['Asia/Tokyo', 9],
    ] as const) {
      await rest<string[]>('PUT', 'user/root', { Timezone: zone });
      try {
        await untilZone(old, hours);
        const { id } = await create({ Status: 'open' });
        expect((await read()).tickets).toContain(id);
        await passLatency();
        const { id: last } = await create({ Status: 'open' });
        await read();
        expect((await read()).tickets).toEqual([last]);
      } finally {
        await rest<string[]>('PUT', 'user/root', { Timezone: '' });
      }
    }
  });

  /** RT knows its users by heart for a while: until it takes dates in a zone. */
  async function untilZone(id: string, hours: number): Promise<void> {
    const { LastUpdated } = await rest<{ LastUpdated: string }>(
      'GET',
      `ticket/${id}`,
    );
    const shifted = (hoursOn: number) =>
      new Date(Date.parse(LastUpdated) + hoursOn * HOUR)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ');
    const query = `id = ${id} AND LastUpdated > '${shifted(
      hours - 1,
    )}' AND LastUpdated < '${shifted(hours + 2)}'`;
    for (;;) {
      const { total } = await rest<{ total: number }>(
        'GET',
        `tickets?query=${encodeURIComponent(query)}`,
      );
      if (total === 1) {
        return;
      }
      await sleep(2_000);
    }
  }

  it('says what is wrong with the configuration', async () => {
    await expect(read({ settings: { query: 'Queue = = 3' } })).rejects.toThrow(
      /127\.0\.0\.1.*query/is,
    );
    await expect(
      read({ settings: { headers: { authorization: 'Basic eDp5' } } }),
    ).rejects.toThrow(/headers|credentials|401/i);
  });
});
