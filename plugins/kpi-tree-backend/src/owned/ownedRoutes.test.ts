import { mockCredentials } from '@backstage/backend-test-utils';
import { kpiEntity } from '../__testUtils__/entities';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the route of what is owned', () => {
  it('answers what the caller and their groups own', async () => {
    const { get, collect } = await startBackend({
      entities: [
        ...defaultEntities,
        kpiEntity('mine', { owner: 'user:default/mock' }),
      ],
    });
    const mine = await get('/owned').expect(200);
    expect(mine.body).toEqual({
      owners: ['user:default/mock'],
      items: [],
      totalItems: 0,
      counts: {},
    });
    await collect();
    const asked =
      '/owned?owner=Group:owners&scope=component:a&status=on-target,stale';
    const { body } = await get(asked).expect(200);
    expect(body).toMatchObject({
      owners: ['group:default/owners'],
      items: [{ entityRef: a, kpi: 'mttr', node: 'd2c/mttr', score: 100 }],
      counts: { 'on-target': 1 },
    });
    const service = await get('/owned')
      .set('Authorization', mockCredentials.service.header())
      .expect(400);
    expect(service.body.error.message).toMatch(/^owner is missing/);
    await get('/owned?scope=component:default/none').expect(404);
  });

  it.each([
    ['/owned?owner=::', /not an entity reference/],
    ['/owned?status=bad', /status/],
    ['/owned?limit=501', /limit/],
    ['/owned?cursor=x', /cursor is x/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
