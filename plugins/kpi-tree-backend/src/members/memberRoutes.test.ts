import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the route of members', () => {
  it('answers a page of them', async () => {
    const { get, collect } = await startBackend();
    await collect();
    const members = await get('/kpis/mttr/members?sort=value&limit=1').expect(
      200,
    );
    expect(members.body).toMatchObject({
      items: [{ entityRef: a, value: 3 }],
      totalItems: 1,
    });
  });

  it.each([
    ['/kpis/mttr/members?limit=0', /limit/],
    ['/kpis/mttr/members?limit=x', /limit/],
    ['/kpis/mttr/members?scope=::', /not an entity reference/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
