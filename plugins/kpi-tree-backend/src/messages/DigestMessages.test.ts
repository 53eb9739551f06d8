import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { createMessaging } from '../__testUtils__/messaging';
import { digestSince, nextDigest } from './nextDigest';

jest.setTimeout(120_000);

const databases = testDatabases();

const a = 'component:default/a';
const jane = 'user:default/jane';
const team = 'group:default/team';

const entities = [
  kpiEntity('mttr', { owner: team }),
  kpiEntity('other', { owner: 'user:default/joe' }),
  treeEntity('tree', { d2c: ['mttr'], r2f: ['other'] }),
  entity('Component:a'),
  entity('User:jane', { relations: { [team]: 'memberOf' } }),
  entity('User:joe'),
  entity('Group:team', { relations: { [jane]: 'hasMember' } }),
];

const weekly = {
  every: 'week' as const,
  timeZone: 'Europe/Berlin',
  weekday: 1,
  hour: 8,
};

function openPortal(knex: Knex) {
  const m = createMessaging();
  const h = createHarness(knex, entities, undefined, undefined, {
    messaging: m.messaging,
  });
  return {
    ...h,
    m,
    h,
    at: (time: string) => {
      m.state.time = new Date(time);
      h.state.now = new Date(time);
    },
    write: async (kpi: string) => {
      const series = await h.measurements.ensureSeries([
        { entityRef: a, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        ['2026-03', '2026-04'].map((month, index) => ({
          seriesId: series.get(`${a} ${kpi} day`)!,
          ...measured(a, kpi, index ? 12 : 3, { period: `${month}-10` }),
        })),
        { source: 'test', at: h.state.now },
      );
    },
    told: async () => {
      const definitions = await h.refreshed();
      await h.makeMessages(definitions);
      await h.delivery!.run(definitions);
      return m.take().filter(({ topic }) => topic === 'digest');
    },
  };
}

describe('when a digest is due', () => {
  it.each([
    // A Tuesday at ten in Berlin
    [{}, '2026-05-11T06:00:00.000Z'],
    [{ weekday: 2, hour: 9 }, '2026-05-12T07:00:00.000Z'],
    [{ weekday: 2, hour: 11 }, '2026-05-05T09:00:00.000Z'],
    [{ every: 'month' as const }, '2026-06-01T06:00:00.000Z'],
    [{ timeZone: 'Asia/Tokyo' }, '2026-05-10T23:00:00.000Z'],
  ])('is %j', (part, right) => {
    const now = new Date('2026-05-05T08:00:00Z');
    expect(nextDigest({ ...weekly, ...part }, now).toISOString()).toBe(right);
  });

  it('keeps its hour where clocks are put back', () => {
    const now = new Date('2026-10-20T08:00:00Z');
    expect(nextDigest(weekly, now).toISOString()).toBe(
      '2026-10-26T07:00:00.000Z',
    );
    expect(digestSince(weekly, '2026-05-11')).toBe('2026-05-04');
  });
});

describe.each(databases.eachSupportedId())('digests on %s', id => {
  it('say what moved and what is due, once a week, by value stream', async () => {
    const p = openPortal(await initDatabase(databases, id));
    p.at('2026-05-01T00:00:00Z');
    await p.services.digestService.write(jane, { digest: weekly });
    await p.write('mttr');
    await p.write('other');
    await p.services.actions.create(
      await p.context(),
      { scope: a, kpi: 'mttr' },
      { title: 'Drills', state: 'proposed', owner: team, due: '2026-05-30' },
      jane,
      () => true,
    );
    expect(await p.told()).toEqual([]);
    p.at('2026-05-04T06:00:00Z');
    const [digest, ...others] = await p.told();
    expect(others).toEqual([]);
    expect(digest).toMatchObject({
      recipients: [jane],
      title: 'Your KPIs this week',
      severity: 'low',
    });
    expect(digest.description.replace(/\u00a0/g, ' ').split('\n')).toEqual([
      'd2c',
      '- Title of mttr of a: Off target since April 2026: 12 h, target 4 h (was on target)',
      'Your actions',
      '- Due on 2026-05-30: Drills',
    ]);
    expect(await p.told()).toEqual([]);
    // What moved was told; what is due still is
    p.at('2026-05-11T06:00:00Z');
    const [next] = await p.told();
    expect(next.description).toBe('Your actions\n- Due on 2026-05-30: Drills');
  });

  it('have what somebody follows, and are none where nothing happened', async () => {
    const p = openPortal(await initDatabase(databases, id));
    p.at('2026-05-01T00:00:00Z');
    await p.services.digestService.write(jane, { digest: weekly });
    p.at('2026-05-04T06:00:00Z');
    expect(await p.told()).toEqual([]);
    await p.write('other');
    await p.follows.add(jane, { scope: a, tree: 'tree' }, '2026-05-01');
    p.at('2026-05-07T06:00:00Z');
    expect(await p.told()).toEqual([]);
    p.at('2026-05-08T06:00:00Z');
    await p.services.digestService.write(jane, {
      digest: { ...weekly, weekday: 5, hour: 23 },
    });
    p.at('2026-05-08T21:00:00Z');
    const [digest] = await p.told();
    expect(digest.description).toMatch(/^r2f\n- Title of other of a: /);
    await p.services.digestService.write(jane, {});
    expect(await p.services.digestService.read(jane)).toEqual({});
    p.at('2026-05-30T00:00:00Z');
    expect(await p.told()).toEqual([]);
  });
});
