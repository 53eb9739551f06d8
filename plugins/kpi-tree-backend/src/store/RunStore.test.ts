import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { RunStore } from './RunStore';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('RunStore on %s', id => {
  let now = 0;
  async function openStore() {
    now = Date.parse('2026-05-15T00:00:00Z');
    return new RunStore(await initDatabase(databases, id), () => now);
  }

  it('keeps the record of a run', async () => {
    const store = await openStore();
    const { run, hold } = await store.start('s', { trigger: 'demand' });
    expect(run).toMatchObject({ source: 's', state: 'running', endedAt: null });
    now += 5_000;
    const ended = await store.end(
      {
        ...run,
        state: 'succeeded',
        rowsRead: 10,
        rowsRejected: 1,
        measurementsWritten: 7,
        errors: [{ message: 'time is missing', where: 'line 3', count: 1 }],
      },
      hold,
    );
    expect(ended.endedAt).toBe('2026-05-15T00:00:05.000Z');
    expect(await store.get(run.id)).toEqual(ended);
    await expect(store.get('other')).rejects.toThrow('There is no run other');
  });

  it('gives a source to one run at a time', async () => {
    const store = await openStore();
    const started = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        store.start('s', { trigger: 'schedule' }),
      ),
    );
    expect(started.filter(s => s.status === 'fulfilled')).toHaveLength(1);
    await expect(store.start('s', { trigger: 'demand' })).rejects.toThrow(
      'Source s is being collected: wait for that run to end',
    );
    await store.start('other', { trigger: 'demand' });
  });

  it('takes a source from a run whose backend went away', async () => {
    const store = await openStore();
    const lost = await store.start('s', { trigger: 'schedule' });
    now += 50_000;
    await store.heartbeat(lost.run, lost.hold);
    now += 50_000;
    await expect(store.start('s', { trigger: 'demand' })).rejects.toThrow(
      'being collected',
    );
    now += 20_000;
    const next = await store.start('s', { trigger: 'demand' });
    expect((await store.get(lost.run.id)).state).toBe('abandoned');
    // If it comes to life again, it learns of its end and changes nothing any more
    expect(await store.heartbeat(lost.run, lost.hold)).toBe('lost');
    const late = { ...lost.run, state: 'succeeded' as const };
    expect((await store.end(late, lost.hold)).state).toBe('abandoned');
    expect(await store.heartbeat(next.run, next.hold)).toBe('held');
    await store.end({ ...next.run, state: 'failed' }, next.hold);
  });

  it('tells a holder whose own run another backend took up', async () => {
    const store = await openStore();
    const from = '2026-01-01T00:00:00.000Z';
    const to = '2026-05-01T00:00:00.000Z';
    const first = await store.start('s', { trigger: 'backfill', from, to });
    now += 70_000;
    const second = await store.resume(first.run);
    expect(second.run.id).toBe(first.run.id);
    expect(await store.heartbeat(first.run, first.hold)).toBe('lost');
    expect(await store.heartbeat(second.run, second.hold)).toBe('held');
  });

  it('does not take up a run for ever that takes its backends down', async () => {
    const store = await openStore();
    const from = '2026-01-01T00:00:00.000Z';
    const options = { trigger: 'backfill', from, to: from } as const;
    let { run } = await store.start('s', options);
    for (let times = 0; times < 5; times++) {
      now += 70_000;
      const [found] = await store.resumable();
      ({ run } = await store.resume(found));
    }
    now += 70_000;
    expect(await store.resumable()).toEqual([]);
    expect(run.state).toBe('running');
  });

  it('begins again where it is to collect for other definitions', async () => {
    const store = await openStore();
    const { run } = await store.start('s', {
      trigger: 'change',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-05-01T00:00:00.000Z',
    });
    const half = new Date('2026-03-02T00:00:00Z');
    expect(await store.begin(run, 'a')).toBeUndefined();
    await store.advance(run, half);
    expect(await store.begin(run, 'a')).toEqual(half);
    expect(await store.begin(run, 'b')).toBeUndefined();
    expect((await store.get(run.id)).progress).toBeNull();
  });

  it('takes up what a backend left undone', async () => {
    const store = await openStore();
    const from = '2026-01-01T00:00:00.000Z';
    const to = '2026-05-01T00:00:00.000Z';
    const { run } = await store.start('s', { trigger: 'backfill', from, to });
    expect(run).toMatchObject({ from, to, progress: null });
    await store.begin(run, 'plan');
    now += 10_000;
    await store.advance(run, new Date('2026-03-02T00:00:00Z'));
    const half = await store.get(run.id);
    expect(half).toMatchObject({
      progress: 0.5,
      estimatedEndAt: '2026-05-15T00:00:20.000Z',
    });
    expect(await store.resumable()).toEqual([]);
    now += 70_000;
    expect((await store.resumable()).map(one => one.id)).toEqual([run.id]);
    const other = await store.start('s', { trigger: 'schedule' });
    expect((await store.resumable()).map(one => one.id)).toEqual([run.id]);
    await store.end({ ...other.run, state: 'succeeded' }, other.hold);
    now += 1_000_000;
    const { run: resumed, hold } = await store.resume(run);
    expect(resumed).toMatchObject({ id: run.id, state: 'running' });
    // At the pace since then, whenever it was started
    now += 10_000;
    await store.advance(run, new Date('2026-04-01T00:00:00Z'));
    const { progress, estimatedEndAt } = await store.get(run.id);
    expect(progress).toBe(0.75);
    expect(Date.parse(estimatedEndAt!) - now).toBe(10_000);
    await store.advance(run, new Date('2026-03-02T00:00:00Z'));
    expect(await store.begin(resumed, 'plan')).toEqual(
      new Date('2026-03-02T00:00:00Z'),
    );
    await store.cancel(run.id);
    expect(await store.heartbeat(resumed, hold)).toBe('cancelled');
    await store.end({ ...resumed, state: 'cancelled' }, hold);
    expect(await store.resumable()).toEqual([]);
    await expect(store.cancel(run.id)).rejects.toThrow('it is cancelled');
  });

  it('lists the latest runs and forgets the oldest', async () => {
    const store = await openStore();
    for (let i = 0; i < 103; i++) {
      now += 1_000;
      const { run, hold } = await store.start(i % 103 ? 's' : 'other', {
        trigger: 'schedule',
      });
      await store.end({ ...run, state: 'succeeded' }, hold);
    }
    expect(await store.list({ source: 's', limit: 200 })).toHaveLength(100);
    expect(await store.list({ limit: 200 })).toHaveLength(101);
    const [first, second] = await store.list({ limit: 2 });
    expect(first.startedAt > second.startedAt).toBe(true);
  });
});
