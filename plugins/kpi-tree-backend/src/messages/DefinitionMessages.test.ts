import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';
import { createMessaging } from '../__testUtils__/messaging';

jest.setTimeout(120_000);

const databases = testDatabases();

const jane = 'user:default/jane';

const kpi = (spec: object) => ({
  ...kpiEntity('mttr', { owner: jane, ...spec }),
  relations: [{ type: 'ownedBy', targetRef: jane }],
});

const others = [
  treeEntity('tree', { d2c: ['mttr'] }, { owner: jane }),
  entity('Component:a'),
  entity('User:jane'),
  entity('Group:owners'),
];

const wrong = { direction: 'sideways' };

describe.each(databases.eachSupportedId())('messages of mistakes on %s', id => {
  async function open(first: object) {
    const m = createMessaging();
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, [kpi(first), ...others], undefined, [], {
      messaging: m.messaging,
    });
    return {
      told: async (spec: object) => {
        h.state.entities = [kpi(spec), ...others];
        const definitions = await h.refreshed();
        await h.makeMessages(definitions);
        await h.delivery!.run(definitions);
        return m.take();
      },
    };
  }

  it('are for the owner, once when they begin', async () => {
    const { told } = await open({});
    expect(await told({})).toEqual([]);
    const messages = await told(wrong);
    expect(messages.filter(({ link }) => /\/kpi\//.test(link))).toEqual([
      expect.objectContaining({
        topic: 'definition-to-fix',
        recipients: [jane],
        title: 'Title of mttr has a mistake to fix',
        description: '- spec.direction',
        link: '/catalog/default/kpi/mttr',
      }),
    ]);
    expect(await told(wrong)).toEqual([]);
    expect(await told({})).toEqual([]);
    expect((await told(wrong)).length).toBeGreaterThan(0);
  });

  it('are silent about what was there before', async () => {
    const { told } = await open(wrong);
    expect(await told(wrong)).toEqual([]);
  });
});
