/**
 * Several backends on one PostgreSQL, some of which are killed without a warning:
 * scheduled work is done once, nothing that was acknowledged is lost, nothing counts
 * twice, and the next run completes.
 */
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { testDatabases } from './__testUtils__/databases';
import {
  DAYS,
  one,
  SERVICES,
  WINDOWED_SERVICES,
} from './__testUtils__/replicas/portal';
import {
  Replica,
  Replicas,
  until,
  wait,
} from './__testUtils__/replicas/Replicas';

jest.setTimeout(240_000);

const databases = testDatabases();
const TOTAL = SERVICES * DAYS;

describe('replicas on one PostgreSQL', () => {
  const supported = databases
    .eachSupportedId()
    .flat()
    .filter(id => id.startsWith('POSTGRES'));
  if (!supported.length) {
    it.todo('need a PostgreSQL');
    return;
  }

  let knex: Knex;
  let replicas: Replicas;

  const ask = (replica: Replica, path: string, init: RequestInit = {}) =>
    replica.ask(path, init);
  const start = () => replicas.start();
  const kill = (replica: Replica) => replica.kill();

  async function runs(replica: Replica): Promise<Run[]> {
    const { items } = await (await ask(replica, '/runs?limit=100')).json();
    return items;
  }

  const inStore = async (kpi: string) => {
    const [row] = await knex('kpi-tree.measurements as m')
      .join('kpi-tree.series as s', 's.id', 'm.series_id')
      .where({ kpi })
      .count({ n: '*' })
      .sum({ total: 'm.value' });
    return { n: Number(row.n), total: Number(row.total) };
  };

  /** What the portfolio says the months of a KPI come to. */
  async function portfolio(replica: Replica, kpi: string): Promise<number> {
    const { points } = await (await ask(replica, `/series/all/${kpi}`)).json();
    return points.reduce(
      (sum: number, { value }: { value: number | null }) => sum + (value ?? 0),
      0,
    );
  }

  const lines = (kpi: string, services: number[]) =>
    services.map(service =>
      Array.from({ length: DAYS }, (_, day) => {
        const { entityRef, period, value } = one(kpi, service, day);
        return `${[entityRef, kpi, period, value].join()}\n`;
      }).join(''),
    );

  const importCsv = (
    replica: Replica,
    body: ReadableStream | string,
  ): Promise<Response> =>
    ask(replica, '/measurements/import', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit);

  const header = 'entityRef,kpi,period,value\n';

  beforeAll(async () => {
    knex = await databases.init(supported[0]);
    replicas = new Replicas(knex);
  });

  afterAll(async () => replicas?.killAll());

  it('collect once, import in parallel, and survive being killed', async () => {
    // The first makes the tables and begins to collect; it is killed in the middle
    const first = await start();
    await until('a part is collected', async () => {
      return (await inStore('collected')).n > 0;
    });
    await kill(first);
    const { n: before } = await inStore('collected');
    expect(before).toBeLessThan(TOTAL);

    const [second, third] = await Promise.all([start(), start()]);
    // A minute later, as far as the holder of the source is concerned
    await knex('kpi-tree.sources').update({ heartbeat: 0 });
    // What is acknowledged while others collect and die holds
    const acknowledged: number[] = [];
    for (let service = 0; service < 20; service++) {
      const answer = await ask(second, '/measurements', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          measurements: Array.from({ length: DAYS }, (_, day) =>
            one('sent', service, day),
          ),
        }),
      });
      expect(answer.status).toBe(200);
      acknowledged.push(service);
    }
    await kill(second);
    expect((await inStore('sent')).n).toBe(acknowledged.length * DAYS);
    await knex('kpi-tree.sources').update({ heartbeat: 0 });
    await until('a survivor has collected all', async () => {
      const succeeded = (await runs(third)).some(
        run => run.source === 'test' && run.state === 'succeeded',
      );
      return succeeded && (await inStore('collected')).n === TOTAL;
    });
    expect(await inStore('collected')).toEqual({ n: TOTAL, total: TOTAL });

    // Three import the same at the same time, in other orders
    const [fourth, fifth] = await Promise.all([start(), start()]);
    const all = Array.from({ length: SERVICES }, (_, i) => i);
    const orders = [all, [...all].reverse(), all];
    const answers = await Promise.all(
      [third, fourth, fifth].map((replica, i) =>
        importCsv(replica, header + lines('sent', orders[i]).join('')),
      ),
    );
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({
        rowsRead: TOTAL,
        rowsRejected: 0,
        measurementsWritten: TOTAL,
      });
    }
    expect(await inStore('sent')).toEqual({ n: TOTAL, total: TOTAL });

    // One is killed in the middle of an import; who sends it again counts nothing twice
    const slowly = new ReadableStream({
      async start(controller) {
        controller.enqueue(Buffer.from(header));
        for (const part of lines('broken', all)) {
          controller.enqueue(Buffer.from(part));
          await wait(10);
        }
        controller.close();
      },
    });
    const broken = importCsv(fourth, slowly).catch(() => undefined);
    await until('a part is imported', async () => {
      return (await inStore('broken')).n > 0;
    });
    await kill(fourth);
    await broken;
    const part = await inStore('broken');
    expect(part.n).toBeLessThan(TOTAL);
    expect(part.total).toBe(part.n);
    await importCsv(fifth, header + lines('broken', all).join(''));
    expect(await inStore('broken')).toEqual({ n: TOTAL, total: TOTAL });

    // Every month of the portfolio is the sum of what was measured
    for (const kpi of ['sent', 'collected', 'broken']) {
      await until(`the portfolio shows all of ${kpi}`, async () => {
        return (await portfolio(fifth, kpi)) === TOTAL;
      });
    }

    // Never two runs at once, and killed runs are shown as ended
    const ended = (await runs(fifth))
      .filter(run => run.source === 'test' && run.endedAt !== null)
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    expect(ended.map(run => run.state)).toContain('abandoned');
    expect(ended.map(run => run.state)).not.toContain('failed');
    ended.slice(1).forEach((run, i) => {
      expect(run.startedAt >= ended[i].endedAt!).toBe(true);
    });
  });

  it('take up a backfill where a killed one left off', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const started = async () => {
      const answer = await ask(first, '/sources/windowed/runs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: '2026-01-01', to: '2026-04-10' }),
      });
      return answer.ok ? ((await answer.json()) as Run) : undefined;
    };
    let run: Run | undefined;
    await until('nobody else collects it', async () => {
      run = await started();
      return run !== undefined;
    });
    const look = async (): Promise<Run> =>
      (await ask(second, `/runs/${run!.id}`)).json();
    await until('a part of it is done', async () => {
      return ((await look()).progress ?? 0) > 0.2;
    });
    await kill(first);
    const { progress: reached, state } = await look();
    expect(state).toBe('running');
    expect(reached).toBeLessThan(1);

    await knex('kpi-tree.sources')
      .where({ id: 'windowed' })
      .update({ heartbeat: 0 });
    await until('another has done the rest', async () => {
      const now = await look();
      expect(now.progress).toBeGreaterThanOrEqual(reached!);
      return now.state === 'succeeded';
    });
    expect(await look()).toMatchObject({ trigger: 'backfill', progress: 1 });
    const days = await knex('kpi-tree.measurements as m')
      .join('kpi-tree.series as s', 's.id', 'm.series_id')
      .where({ kpi: 'windowed' })
      .whereBetween('period', [20454, 20453 + DAYS])
      .count({ n: '*' });
    expect(Number(days[0].n)).toBe(WINDOWED_SERVICES * DAYS);
  });
});
