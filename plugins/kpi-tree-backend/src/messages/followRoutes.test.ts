import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const path = '/api/kpi-tree/v1/follows';
const jane = 'user:default/jane';

async function start() {
  const { server } = await startBackend();
  const as = (call: request.Test, who = jane) =>
    call.set('authorization', mockCredentials.user.header(who));
  return {
    server,
    list: (who?: string) => as(request(server).get(path), who),
    follow: (body: object) => as(request(server).post(path).send(body)),
    unfollow: (query: object) => as(request(server).delete(path).query(query)),
  };
}

describe('the routes of what is followed', () => {
  it('are about what the caller follows', async () => {
    const { list, follow, unfollow } = await start();
    await list().expect(200, { items: [], sendsMessages: false });
    const mttr = { scope: a, kpi: 'mttr' };
    await follow({ ...mttr, scope: 'Component:A' }).expect(201, mttr);
    await follow(mttr).expect(201);
    await follow({ scope: 'all', tree: 'tree' }).expect(201);
    const { body } = await list().expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items).toEqual(
      expect.arrayContaining([mttr, { scope: 'all', tree: 'tree' }]),
    );
    expect((await list('user:default/joe')).body.items).toEqual([]);
    await unfollow(mttr).expect(204);
    await unfollow(mttr).expect(204);
    expect((await list()).body.items).toEqual([{ scope: 'all', tree: 'tree' }]);
  });

  it.each([
    [{ scope: 'component:default/none' }, 404, /component:default\/none/],
    [{ scope: a, kpi: 'none' }, 404, /no valid Kpi none/],
    [{ scope: a, tree: 'none' }, 404, /no valid KpiTree none/],
    [{ scope: a, kpi: 'mttr', tree: 'tree' }, 400, /follow one of the two/],
    [{ scope: ':' }, 400, /not an entity reference/],
  ])('refuse %j', async (body, status, message) => {
    const { follow } = await start();
    const answer = await follow(body).expect(status);
    expect(answer.body.error.message).toMatch(message);
  });

  it('are for users', async () => {
    const { server } = await start();
    const asService = (call: request.Test) =>
      call.set('authorization', mockCredentials.service.header());
    await asService(request(server).post(path).send({ scope: a })).expect(403);
    await asService(request(server).get(path)).expect(200, {
      items: [],
      sendsMessages: false,
    });
  });
});
