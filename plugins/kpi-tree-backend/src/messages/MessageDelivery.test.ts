import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';
import { createMessaging } from '../__testUtils__/messaging';
import { Message } from '../store/Message';

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
  entity('Group:owners', {
    relations: { [jane]: 'hasMember', 'group:default/below': 'parentOf' },
  }),
  entity('Group:below', {
    relations: { [joe]: 'hasMember', 'group:default/owners': 'childOf' },
  }),
  entity('Group:empty'),
];

const message: Message = {
  kind: 'off-target',
  to: [jane],
  title: 'Title of mttr of a is off target',
  description: '12 h, target 4 h',
  link: '/kpi-tree/kpis/component/default/a/mttr',
  about: [{ scope: a, kpi: 'mttr' }],
};

function openPortal(knex: Knex, options?: { hasPolicy: boolean }) {
  const m = createMessaging(options);
  const h = createHarness(knex, entities, undefined, undefined, {
    messaging: m.messaging,
  });
  return {
    ...h,
    ...m,
    harness: h.state,
    /** Until what the policy said is written. */
    settled: async () => h.services.readers!.settled(),
    deliver: async () => h.delivery!.run(await h.definitions.get()),
    /** Somebody asks for something, of whom the policy says so. */
    asks: async (user: string, result: AuthorizeResult) => {
      h.state.catalogRead = result;
      await h.contexts.of(mockCredentials.user(user));
    },
  };
}

describe.each(databases.eachSupportedId())('messages on %s', id => {
  it('reach users, by full references, each once', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.messages.send([
      { ...message, to: ['owners', 'user:Jane', 'Group:default/OWNERS'] },
    ]);
    await p.deliver();
    await p.deliver();
    expect(p.take()).toEqual([
      {
        recipients: [jane, joe],
        title: message.title,
        description: message.description,
        link: message.link,
        severity: 'normal',
        topic: 'off-target',
        scope: expect.any(String),
      },
    ]);
    expect(await p.messages.problems()).toEqual([]);
  });

  it('are known by their id, and leave out who did it', async () => {
    const p = openPortal(await initDatabase(databases, id));
    const mine = { ...message, id: 'one', to: ['owners'], except: [jane] };
    await p.messages.send([mine]);
    await p.messages.send([mine]);
    await p.deliver();
    expect(p.take().map(m => [m.scope, m.recipients])).toEqual([
      ['one', [joe]],
    ]);
    await p.messages.send([{ ...mine, id: 'two', to: [jane] }]);
    await p.deliver();
    expect(p.take()).toEqual([]);
    expect(await p.messages.problems()).toEqual([]);
  });

  it('that reach nobody are told to the admin', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.messages.send([
      { ...message, id: '1', to: ['group:default/gone', a] },
      { ...message, id: '2', to: ['empty'] },
    ]);
    await p.deliver();
    expect(p.take()).toEqual([]);
    const problems = (await p.messages.problems()).map(each => each.message);
    expect(problems.sort()).toEqual([
      'A message (off-target) reached nobody at 2026-05-15T08:00:00.000Z: empty has no members in the catalog',
      'A message (off-target) reached nobody at 2026-05-15T08:00:00.000Z: group:default/gone, component:default/a is not in the catalog as a User or Group',
    ]);
    expect(p.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/reached nobody: .*It said: Title of mttr/),
    );
    p.later(8 * 86_400_000);
    expect(await p.messages.problems()).toEqual([]);
  });

  it('that could not be sent are tried again, and are told meanwhile', async () => {
    const p = openPortal(await initDatabase(databases, id));
    p.state.failures.push(new Error('No route'));
    await p.messages.send([message]);
    await p.deliver();
    await p.deliver();
    expect(p.take()).toEqual([]);
    expect(await p.messages.problems()).toEqual([
      {
        key: 'messages',
        message:
          'cannot be sent at the moment, 1 wait and are tried again: No route',
        severity: 'error',
      },
    ]);
    p.later(60_000);
    await p.deliver();
    expect(p.take()).toHaveLength(1);
    expect(await p.messages.problems()).toEqual([]);
  });

  it('are given up where they can never be sent', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.messages.send([message]);
    for (let attempt = 0; attempt < 90; attempt++) {
      p.state.failures = [new Error('No route')];
      await p.deliver();
      p.later(3_600_000);
    }
    p.state.failures = [];
    await p.deliver();
    expect(p.take()).toEqual([]);
    expect((await p.messages.problems())[0].message).toMatch(/: No route$/);
  });

  it('are sent by one of several backends, and again where that was killed', async () => {
    const knex = await initDatabase(databases, id);
    const [one, two] = [openPortal(knex), openPortal(knex)];
    await one.messages.send(
      Array.from({ length: 20 }, (_, index) => ({
        ...message,
        title: `Message ${index}`,
      })),
    );
    await Promise.all([one.deliver(), two.deliver()]);
    const sent = [...one.take(), ...two.take()];
    expect(new Set(sent.map(({ title }) => title)).size).toBe(20);
    expect(sent).toHaveLength(20);

    // Killed after sending: nothing of what comes after it is written
    await one.messages.send([message]);
    const send = one.messaging.sender.send;
    let killed = () => {};
    const sending = new Promise<void>(resolve => {
      one.messaging.sender.send = async each => {
        await send(each);
        resolve();
        await new Promise<void>(never => {
          killed = never;
        });
        throw new Error('killed');
      };
    });
    const dead = one.deliver();
    await sending;
    await two.deliver();
    expect(two.take()).toEqual([]);
    two.later(3 * 60_000);
    await two.deliver();
    const [first] = one.take();
    // Backstage puts it in the place of the first
    expect(two.take()).toEqual([{ ...first, scope: first.scope }]);
    killed();
    await dead;
  });

  it('are rolled back with what they are about', async () => {
    const knex = await initDatabase(databases, id);
    const p = openPortal(knex);
    await expect(
      knex.transaction(async tx => {
        await p.messages.send([message], tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await p.deliver();
    expect(p.take()).toEqual([]);
  });

  it('tell nobody of what the policy said they may not read', async () => {
    const p = openPortal(await initDatabase(databases, id), {
      hasPolicy: true,
    });
    await p.asks(jane, AuthorizeResult.DENY);
    await p.asks(joe, AuthorizeResult.CONDITIONAL);
    await p.settled();
    const deliver = async () => {
      await p.messages.send([{ ...message, to: ['owners'] }]);
      await p.deliver();
      return p.take().map(({ recipients, title }) => [recipients, title]);
    };
    p.state.readable = new Set();
    expect(await deliver()).toEqual([]);
    const all = [a, 'kpi:default/mttr', 'kpitree:default/tree'];
    for (const hidden of all) {
      p.state.readable = new Set(all.filter(ref => ref !== hidden));
      expect(await deliver()).toEqual([]);
    }
    p.state.readable = new Set(all);
    expect(await deliver()).toEqual([[[joe], message.title]]);
    await p.asks(jane, AuthorizeResult.ALLOW);
    await p.settled();
    expect(await deliver()).toEqual([[[jane, joe], message.title]]);
    expect(await p.messages.problems()).toEqual([]);
  });

  it('invite whom the policy was not asked about, without saying what it is', async () => {
    const p = openPortal(await initDatabase(databases, id), {
      hasPolicy: true,
    });
    const deliver = async () => {
      await p.messages.send([message]);
      await p.deliver();
      return p.take();
    };
    const invited = await deliver();
    expect(invited).toHaveLength(1);
    expect(JSON.stringify(invited)).not.toMatch(/mttr|component/);
    expect(invited[0].recipients).toEqual([jane]);
    await p.asks(jane, AuthorizeResult.ALLOW);
    await p.settled();
    expect((await deliver())[0].title).toBe(message.title);
    // What was said long ago is not relied on
    p.later(31 * 86_400_000);
    expect((await deliver())[0].title).toBe(invited[0].title);
  });

  it('of a scope are for those who may read all of it', async () => {
    const p = openPortal(await initDatabase(databases, id), {
      hasPolicy: true,
    });
    await p.asks(joe, AuthorizeResult.CONDITIONAL);
    await p.settled();
    const definitions = ['kpi:default/mttr', 'kpitree:default/tree'];
    const deliver = async () => {
      await p.messages.send([
        { ...message, to: [joe], about: [{ scope: 'all', kpi: 'mttr' }] },
      ]);
      await p.deliver();
      return p.take().length;
    };
    p.state.readable = new Set(definitions);
    expect(await deliver()).toBe(0);
    p.state.readable = new Set([...definitions, a]);
    expect(await deliver()).toBe(1);
  });
});
