import { kpiEntity } from '../__testUtils__/entities';
import { defaultEntities, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the route of data quality', () => {
  it('groups what is wrong by owner', async () => {
    const { get } = await startBackend({
      entities: [
        ...defaultEntities,
        kpiEntity('lost', { owner: 'group:default/gone' }),
      ],
    });
    const { body } = await get('/quality').expect(200);
    expect(body).toMatchObject({
      scope: 'all',
      counts: { owner: 1, review: 2 },
      owners: [
        { owner: null, total: 2 },
        { owner: 'group:default/owners', title: 'owners' },
      ],
    });
    const asked = '/quality?scope=all&owner=none&kind=owner';
    const { body: nobodys } = await get(asked).expect(200);
    expect(nobodys.items).toMatchObject([
      { kind: 'owner', owner: null, entityRef: 'kpi:default/lost' },
    ]);
    const owned = '/quality?owner=Group:owners&kind=review';
    expect((await get(owned).expect(200)).body.items).toMatchObject([
      { kind: 'review', kpi: 'mttr' },
    ]);
    await get('/quality?scope=component:default/none').expect(404);
  });

  it.each([
    ['/quality?kind=nonsense', /kind/],
    ['/quality?owner=::', /not an entity reference/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
