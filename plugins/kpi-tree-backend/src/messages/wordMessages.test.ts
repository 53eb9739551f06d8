import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';
import { createMessaging } from '../__testUtils__/messaging';

jest.setTimeout(120_000);

const databases = testDatabases();

const a = 'component:default/a';
const jane = 'user:default/jane';
const joe = 'user:default/joe';

const entities = [
  kpiEntity('mttr'),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('Component:a'),
  entity('User:jane'),
  entity('User:joe'),
  entity('Group:team', {
    relations: { [jane]: 'hasMember', [joe]: 'hasMember' },
  }),
];

function openPortal(knex: Knex) {
  const m = createMessaging();
  const h = createHarness(knex, entities, undefined, undefined, {
    messaging: m.messaging,
  });
  // The time by which mentions are news is that of the portal
  m.state.time = h.state.now;
  const told = async () => {
    const definitions = await h.refreshed();
    await h.makeMessages(definitions);
    await h.delivery!.run(definitions);
    return m
      .take()
      .map(({ topic, title, recipients }) => [topic, title, recipients]);
  };
  const mayWrite = () => true;
  return {
    ...h,
    h,
    told,
    add: async (fields: { due?: string; owner: string }, by = jane) =>
      h.services.actions.create(
        await h.context(),
        { scope: a, kpi: 'mttr' },
        { title: 'Drills', state: 'proposed', ...fields },
        by,
        mayWrite,
      ),
    comment: async (text: string, by = jane) =>
      h.services.comments.create(
        await h.context(),
        { scope: a, kpi: 'mttr', periodType: 'month', period: '2026-04-01' },
        text,
        { by, mayWrite },
      ),
  };
}

describe.each(databases.eachSupportedId())('messages about words on %s', id => {
  it('tell who is to do an action, once, and not who gave it', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.add({ owner: joe });
    p.h.state.now = new Date('2026-05-15T01:00:00Z');
    // Before there were messages
    expect(await p.told()).toEqual([]);
    p.h.state.now = new Date('2026-05-16T00:00:00Z');
    await p.add({ owner: 'group:default/team' });
    await p.add({ owner: jane });
    expect(await p.told()).toEqual([
      ['action-assigned', 'You are to do: Drills', [joe]],
    ]);
    expect(await p.told()).toEqual([]);
  });

  it('tell when an action is due and when it is overdue, each once', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.add({ owner: joe, due: '2026-05-20' });
    p.h.state.now = new Date('2026-05-15T01:00:00Z');
    expect(await p.told()).toEqual([]);
    expect(await p.told()).toEqual([]);
    p.h.state.now = new Date('2026-05-18T00:00:00Z');
    const due = ['action-due', 'Due on 2026-05-20: Drills', [joe]];
    expect(await p.told()).toEqual([due]);
    p.h.state.now = new Date('2026-05-20T00:00:00Z');
    expect(await p.told()).toEqual([]);
    p.h.state.now = new Date('2026-05-21T00:00:00Z');
    const late = ['action-overdue', 'Overdue since 2026-05-20: Drills', [joe]];
    expect(await p.told()).toEqual([late]);
    p.h.state.now = new Date('2026-05-28T00:00:00Z');
    expect(await p.told()).toEqual([]);
  });

  it('tell whom a comment mentions', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.comment('A migration, see @group:default/team');
    expect(await p.told()).toEqual([
      ['mentioned', 'jane mentions you about Title of mttr of a', [joe]],
    ]);
    expect(await p.told()).toEqual([]);
    await p.comment('And @user:default/jane', joe);
    expect(await p.told()).toEqual([
      ['mentioned', 'joe mentions you about Title of mttr of a', [jane]],
    ]);
  });
});
