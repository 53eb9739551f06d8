import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { createMessaging } from '../__testUtils__/messaging';

jest.setTimeout(300_000);

const databases = testDatabases();

const a = 'component:default/a';
const jane = 'user:default/jane';
const fan = 'user:default/fan';
const system = 'system:default/s';

/** Steady and on target, of a target of 4 and a threshold of 8. */
const steady = [2, 3, 1, 2, 3, 2, 1, 2, 3, 2, 2, 1];

const entities = [
  kpiEntity('mttr', { owner: jane }),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('User:jane'),
  entity('User:fan'),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
];

/** A portal that lives through months, in each of which the value of the last comes. */
function openPortal(knex: Knex, of = entities) {
  const m = createMessaging();
  const h = createHarness(knex, of, undefined, undefined, {
    messaging: m.messaging,
  });
  const write = async (
    months: [month: string, value: number][],
    ref: string,
    kpi: string,
  ) => {
    const series = await h.measurements.ensureSeries([
      { entityRef: ref, kpi, grain: 'day' },
    ]);
    await h.measurements.upsert(
      months.map(([month, value]) => ({
        seriesId: series.get(`${ref} ${kpi} day`)!,
        ...measured(ref, kpi, value, { period: `${month}-10` }),
      })),
      { source: 'test', at: h.state.now },
    );
  };
  /** The month so many after the first, `YYYY-MM`. */
  const month = (index: number) =>
    new Date(Date.UTC(2024, index, 1)).toISOString().slice(0, 7);
  const portal = {
    ...h,
    ...m,
    month,
    h,
    /** Evaluates, decides and sends, and says what was sent. */
    told: async () => {
      const definitions = await h.refreshed();
      await h.makeMessages(definitions);
      await h.delivery!.run(definitions);
      return m
        .take()
        .map(({ topic, title, recipients }) => ({ topic, title, recipients }));
    },
    write: (values: Record<number, number>, ref = a, kpi = 'mttr') =>
      write(
        Object.entries(values).map(([index, value]) => [
          month(Number(index)),
          value,
        ]),
        ref,
        kpi,
      ),
    /** Some days into the month after that with an index. */
    after: (index: number) => {
      h.state.now = new Date(Date.UTC(2024, index + 1, 5));
    },
  };
  return {
    ...portal,
    /** Its whole history is loaded once the month with the last index is over. */
    load: async (values: number[], ref = a, kpi = 'mttr') => {
      portal.after(values.length - 1);
      await portal.write({ ...values }, ref, kpi);
      return portal.told();
    },
    /** Months come one after the other; what is told in each. */
    live: async (from: number, values: number[], ref = a) => {
      const told: string[][] = [];
      for (const [offset, value] of values.entries()) {
        portal.after(from + offset);
        await portal.write({ [from + offset]: value }, ref);
        told.push((await portal.told()).map(({ topic }) => topic));
      }
      return told;
    },
  };
}

const n = steady.length * 2;
const history = [...steady, ...steady];

describe.each(databases.eachSupportedId())('verdicts on %s', id => {
  it('are told once when they begin, however long they last', async () => {
    const p = openPortal(await initDatabase(databases, id));
    expect(await p.load(history)).toEqual([]);
    const told = await p.live(n, [12, 13, 12, 13, 12, 14, 12]);
    expect(told.flat().filter(topic => topic === 'off-target')).toHaveLength(1);
    // One message for all that begins with a month
    expect(Math.max(...told.map(each => each.length))).toBe(1);
    expect(told[0]).toEqual([]);
    const all = told.flat();
    expect(all.length).toBeLessThanOrEqual(2);
    const back = await p.live(n + 7, [2, 1, 2, 3]);
    expect(back).toEqual([[], [], ['back-on-target'], []]);
  });

  it('have a sentence, evidence, an owner and a link', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.load(history);
    for (let index = n; index < n + 8; index++) {
      p.after(index);
      await p.write({ [index]: 12 });
      const definitions = await p.refreshed();
      await p.makeMessages(definitions);
      await p.delivery!.run(definitions);
    }
    const [message] = p
      .take()
      .filter(({ title }) => title.endsWith('off target'));
    expect(message).toMatchObject({
      title: 'Title of mttr of a is off target',
      recipients: [jane],
      severity: 'high',
      link: '/kpi-tree/kpis/component/default/a/mttr?tree=tree',
    });
    expect(message.description.replace(/\u00a0/g, ' ')).toMatch(
      /^Off target since January 2026: 12 h, target 4 h \(was on target\)\n(.*\n)*Owner: user:default\/jane$/,
    );
  });

  it('are silent while history is loaded, in whatever pieces', async () => {
    const p = openPortal(await initDatabase(databases, id));
    const bad = [...history, 12, 13, 12, 13, 12, 14, 12, 15];
    p.after(bad.length - 1);
    for (let from = bad.length - 4; from >= 0; from -= 4) {
      await p.write(
        Object.fromEntries(
          bad.slice(from, from + 4).map((value, i) => [from + i, value]),
        ),
      );
      expect(await p.told()).toEqual([]);
    }
    // What was known when it was loaded stays known
    expect(await p.live(bad.length, [13, 12])).toEqual([[], []]);
  });

  it('are silent where a definition changes', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.load(history);
    p.h.state.entities = entities.map(e =>
      e.metadata.name === 'mttr'
        ? kpiEntity('mttr', { owner: jane, direction: 'higher', target: 9 })
        : e,
    );
    expect(await p.told()).toEqual([]);
    expect(await p.live(n, [2, 2, 3])).toEqual([[], [], []]);
  });

  it('are silent where an old period is written', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.load([...history, 2, 12, 12]);
    // One late month makes it a run that began a month ago
    await p.write({ [n]: 12 });
    const told = await p.told();
    expect(told.filter(({ topic }) => topic === 'off-target')).toEqual([]);
  });

  it('are taken back where their values are corrected', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.load(history);
    const months = await p.live(n, [12, 13, 12, 13, 12]);
    const at = months.findIndex(topics => topics.includes('off-target'));
    expect(at).toBeGreaterThan(0);
    const q = openPortal(await initDatabase(databases, id));
    await q.load(history);
    await q.live(n, [12, 13, 12, 13, 12].slice(0, at + 1));
    await q.write({ [n + at]: 2 });
    expect((await q.told()).map(({ title }) => title)).toEqual([
      'Corrected: Title of mttr of a is not off target after all',
    ]);
    expect(await q.told()).toEqual([]);
  });

  it('are told of what became stale, and what is told is a fact', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.load(history);
    expect(await p.told()).toEqual([]);
    p.after(n);
    expect(await p.told()).toEqual([
      {
        topic: 'stale',
        title: 'Title of mttr of a gets no data any more',
        recipients: [jane],
      },
    ]);
    p.after(n + 1);
    expect(await p.told()).toEqual([]);
  });

  it('of a scope are told to its followers, not to owners of its members', async () => {
    const knex = await initDatabase(databases, id);
    const p = openPortal(knex);
    await p.services.follows.add(fan, { scope: system }, '2026-01-01');
    await p.load(history);
    const to = new Map<string, Set<string>>();
    for (let index = n; index < n + 6; index++) {
      p.after(index);
      await p.write({ [index]: 12 });
      for (const { title, recipients } of await p.told()) {
        to.set(title, new Set(recipients));
      }
    }
    expect(to.get('Title of mttr of a is off target')).toEqual(new Set([jane]));
    expect(to.get('Title of mttr of s is off target')).toEqual(new Set([fan]));
  });

  it('of many KPIs that begin at once are one message to each owner', async () => {
    const services = Array.from({ length: 14 }, (_, i) => `s${i}`);
    const p = openPortal(await initDatabase(databases, id), [
      ...entities,
      ...services.map(name => entity(`Component:${name}`)),
    ]);
    for (const name of services) {
      await p.load(history, `component:default/${name}`);
    }
    p.after(n + 1);
    // All sources are silent
    const told = await p.told();
    expect(told).toEqual([
      {
        topic: 'stale',
        title: 'News about 14 KPIs that you own or follow',
        recipients: [jane],
      },
    ]);
  });

  it('are decided once, by one of several backends', async () => {
    const knex = await initDatabase(databases, id);
    const [p, q] = [openPortal(knex), openPortal(knex)];
    await p.load(history);
    p.after(n + 1);
    const definitions = await p.refreshed();
    await Promise.all([
      p.makeMessages(definitions),
      q.makeMessages(definitions),
    ]);
    expect(await knex('messages')).toHaveLength(1);
  });
});
