import { TestDatabases } from '@backstage/backend-test-utils';
import { ChangingSystem } from '../__testUtils__/ChangingSystem';
import { a, collect } from '../__testUtils__/records';
import { emptyStore, mirrored } from '../__testUtils__/systems';
import { RecordStore } from './RecordStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('with %s', databaseId => {
  let store: RecordStore;
  let system: ChangingSystem;
  let now: Date;

  beforeEach(async () => {
    store = await emptyStore(databases, databaseId);
    system = new ChangingSystem();
    now = new Date('2026-05-01T00:00:00Z');
  });

  type Options = Parameters<typeof mirrored>[3] & {
    from?: Date;
    signal?: AbortSignal;
  };

  /** The number of each record, by its id. */
  const read = async ({
    from,
    signal = new AbortController().signal,
    ...options
  }: Options = {}) => {
    system.asked = [];
    const found: Record<string, number> = {};
    const reader = mirrored(system.profile, system.http, store, {
      now: () => now,
      ...options,
      config: { history: { days: 100 }, ...options.config },
    });
    for await (const one of reader.read({ signal, from })) {
      if ('error' in one) {
        throw new Error(one.error);
      }
      found[String(one.row.id)] = Number(one.row.n);
    }
    return found;
  };

  const fill = (count: number) => {
    for (let n = 1; n <= count; n++) {
      system.set(`r${n}`, `2026-04-0${n}T00:00:00Z`, n);
    }
  };

  it('asks only for what was changed, behind the newest change', async () => {
    fill(5);
    expect(await read()).toEqual({ r1: 1, r2: 2, r3: 3, r4: 4, r5: 5 });
    expect(system.asked.map(({ ids }) => ids.length)).toEqual([3, 2, 0]);
    now = new Date('2026-05-02T00:00:00Z');
    // An old record is changed late, in a zone of its own
    system.set('r1', '2026-05-01T14:00:00+02:00', 100);
    system.set('r6', '2026-05-01T11:00:00Z', 6);
    const config = { overlap: { hours: 1 } };
    expect(await read({ config })).toEqual({
      ...{ r1: 100, r2: 2, r3: 3, r4: 4, r5: 5, r6: 6 },
    });
    expect(system.asked).toEqual([
      { since: '2026-04-04T23:00:00.000Z', ids: ['r1', 'r5', 'r6'] },
      { since: '2026-04-04T23:00:00.000Z', ids: [] },
    ]);
    // 14:00 in Berlin was noon UTC, the newest change, less an hour
    await read({ config });
    expect(system.asked[0].since).toBe('2026-05-01T11:00:00.000Z');
  });

  it('reads all again after a while, and forgets what is gone', async () => {
    fill(4);
    await read();
    system.entries.delete('r2');
    now = new Date('2026-05-02T00:00:00Z');
    expect(await read()).toMatchObject({ r2: 2 });
    now = new Date('2026-05-31T00:00:00Z');
    expect(await read()).toEqual({ r1: 1, r3: 3, r4: 4 });
    expect(system.asked[0].since).toBe('2026-02-20T00:00:00.000Z');
  });

  it('keeps what is older than it asks for', async () => {
    system.set('old', '2026-01-25T00:00:00Z', 1);
    fill(2);
    await read();
    now = new Date('2026-06-15T00:00:00Z');
    system.entries.delete('r1');
    expect(await read()).toEqual({ old: 1, r2: 2 });
    expect(system.asked[0].since > '2026-03').toBe(true);
  });

  it('reads again from a date that an admin gives, and forgets what is gone since', async () => {
    system.set('old', '2025-12-01T00:00:00Z', 1);
    fill(3);
    await read();
    system.entries.delete('r1');
    system.entries.delete('r3');
    const from = new Date('2026-04-02T00:00:00Z');
    expect(await read({ from })).toEqual({ r1: 1, r2: 2 });
    expect(system.asked[0].since).toBe(from.toISOString());
    // Farther back than the history that is configured
    expect(await read({ from: new Date('2025-01-01') })).toEqual({
      old: 1,
      r2: 2,
    });
  });

  it('reads all again with other settings, and with a longer history', async () => {
    system.set('old', '2025-12-01T00:00:00Z', 1);
    fill(2);
    await read();
    expect(await read({ config: { history: { days: 365 } } })).toEqual({
      ...{ old: 1, r1: 1, r2: 2 },
    });
    system.settings = 'another system';
    system.entries.clear();
    system.set('x', '2026-04-20T00:00:00Z', 9);
    // Of the former system nothing stays, however old
    expect(await read()).toEqual({ x: 9 });
    await read();
    expect(system.asked[0].since).toBe('2026-04-20T00:00:00.000Z');
  });

  it('passes nothing that it has not read when it is interrupted', async () => {
    fill(7);
    system.before = page => {
      if (page === 2) {
        throw new Error('the network is gone');
      }
    };
    await expect(read()).rejects.toThrow('the network is gone');
    // Gone before the second attempt: the first one must not keep it
    system.entries.delete('r1');
    system.before = () => {};
    expect(Object.keys(await read())).toEqual([
      'r2',
      'r3',
      'r4',
      'r5',
      'r6',
      'r7',
    ]);

    now = new Date('2026-05-02T00:00:00Z');
    for (let n = 2; n <= 6; n++) {
      system.set(`r${n}`, `2026-05-01T0${9 - n}:00:00Z`, n * 10);
    }
    system.before = page => {
      if (page === 2) {
        throw new Error('the network is gone');
      }
    };
    await expect(read()).rejects.toThrow('the network is gone');
    system.before = () => {};
    expect(await read()).toMatchObject({ r2: 20, r5: 50, r6: 60 });
  });

  it('does not pass what is changed while it reads', async () => {
    fill(4);
    system.before = page => {
      if (page === 2) {
        // Of the first page, and a clock that goes ahead
        system.set('r1', '2026-05-01T00:00:05Z', 100);
        system.set('r4', '2026-05-01T00:00:30Z', 4);
      }
    };
    expect(await read()).toMatchObject({ r1: 1 });
    system.before = () => {};
    expect(await read()).toMatchObject({ r1: 100 });
  });

  it('stops between pages', async () => {
    fill(7);
    const abort = new AbortController();
    system.before = page => {
      if (page === 2) {
        abort.abort();
      }
    };
    await expect(read({ signal: abort.signal })).rejects.toThrow(/abort/);
    expect(system.asked).toHaveLength(1);
  });

  it('keeps sources apart, and ids of any length', async () => {
    const id = (end: string) => `${'x'.repeat(300)}${end}`;
    system.set(id('1'), '2026-04-01T00:00:00Z', 1);
    system.set(id('2'), '2026-04-01T00:00:00Z', 2);
    expect(await read({ source: 'one' })).toEqual({
      [id('1')]: 1,
      [id('2')]: 2,
    });
    const other = new ChangingSystem();
    other.set('y', '2026-04-01T00:00:00Z', 5);
    const first = system;
    system = other;
    expect(await read({ source: 'two' })).toEqual({ y: 5 });
    system = first;
    system.set(id('1'), '2026-04-30T00:00:00Z', 10);
    expect(await read({ source: 'one' })).toEqual({
      [id('1')]: 10,
      [id('2')]: 2,
    });
  });

  it('refuses a record that does not say when it was changed', async () => {
    system.set('r1', 'yesterday', 1);
    await expect(read()).rejects.toThrow(
      'The record r1 of test does not say when it was changed, but "yesterday"',
    );
  });

  it('tells from when to when records are complete', async () => {
    // Changed lately, so that it is answered, and created before the time asked for
    system.set('r1', '2026-02-15T00:00:00Z', 1);
    system.set('r2', '2026-03-15T00:00:00Z', 1);
    const reader = mirrored(system.profile, system.http, store, {
      now: () => now,
      config: { history: { days: 90 } },
    });
    const { values, coveredUntil } = await collect(reader, {
      kpis: [{ settings: { measure: 'count' } }],
      request: { to: now },
    });
    expect(reader.covered).toEqual({
      from: new Date('2026-01-31T00:00:00Z'),
      until: now,
    });
    expect(coveredUntil).toBe(now.toISOString());
    // Nothing happened in April, and that is known
    expect(values(a)).toEqual({
      '2026-02-01': [1, 1],
      '2026-03-01': [1, 1],
      '2026-04-01': [0, 1],
    });
    const later = await collect(
      mirrored(
        system.profile,
        system.http,
        await emptyStore(databases, databaseId),
        {
          now: () => now,
          config: { history: { days: 80 } },
        },
      ),
      { request: { to: now } },
    );
    // In February it began to be asked for
    expect(Object.keys(later.values(a))).toEqual(['2026-03-01', '2026-04-01']);
  });

  it('reads more records than a page of the mirror has', async () => {
    const numbers = Array.from({ length: 4_001 }, (_, n) => n);
    await store.write(
      'many',
      1,
      numbers.map(n => ({
        id: String(n),
        updated: '2026-01-01T00:00:00.000Z',
        row: { n: String(n) },
      })),
    );
    const found: number[] = [];
    for await (const { row } of store.read('many')) {
      found.push(Number(row.n));
    }
    expect(found.sort((x, y) => x - y)).toEqual(numbers);
  });
});
