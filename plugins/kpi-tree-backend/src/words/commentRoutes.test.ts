import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeCommentWritePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
  tokens,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const owners = ownersPolicy(kpiTreeCommentWritePermission);
const nobody = nobodyPolicy(kpiTreeCommentWritePermission);

const path = '/api/kpi-tree/v1/comments';
const mine = { scope: 'component:default/a', kpi: 'mttr' };
const others = { scope: 'component:default/c', kpi: 'mttr' };
const april = { periodType: 'month', period: '2026-04-01' };

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  const withEtag = (call: request.Test, etag?: string) =>
    etag ? call.set('If-Match', etag) : call;
  return {
    server,
    list: (query: object = {}) => as(request(server).get(path).query(query)),
    read: (id: string) => as(request(server).get(`${path}/${id}`)),
    changes: (id: string) => as(request(server).get(`${path}/${id}/changes`)),
    add: (body: object) => as(request(server).post(path).send(body)),
    change: (id: string, text: string, etag?: string) =>
      withEtag(as(request(server).put(`${path}/${id}`).send({ text })), etag),
    remove: (id: string, etag?: string) =>
      withEtag(as(request(server).delete(`${path}/${id}`)), etag),
  };
}

describe('comments', () => {
  it('are written, changed and deleted, and what they were like is kept', async () => {
    const { add, read, change, changes, list, remove } = await startBackend(
      owners,
    );
    const created = await add({
      ...mine,
      ...april,
      text: ' Migration of the 14th, ask @Group:team-a or @user:default/jane. ',
    })
      .expect(201)
      .expect('ETag', '"1"');
    expect(created.body).toEqual({
      ...mine,
      ...april,
      id: expect.any(String),
      text: 'Migration of the 14th, ask @Group:team-a or @user:default/jane.',
      mentions: ['group:default/team-a', 'user:default/jane'],
      version: 1,
      createdBy: 'user:default/jane',
      createdAt: '2026-05-15T00:00:00.000Z',
      changedAt: '2026-05-15T00:00:00.000Z',
      kpiTitle: 'Title of mttr',
      mayChange: true,
    });
    const { id } = created.body;
    await read(id).expect(200, created.body).expect('ETag', '"1"');
    await list(mine).expect(200, {
      items: [created.body],
      total: 1,
      mayWrite: true,
    });

    const changed = await change(id, 'Not our process', '"1"').expect(200);
    expect(changed.headers.etag).toBe('"2"');
    expect(changed.body).toMatchObject({ version: 2, mentions: [] });
    await change(id, 'Too late', '"1"').expect(409);

    await remove(id, '"1"').expect(409);
    await remove(id, '"2"').expect(204);
    await read(id).expect(404);
    await change(id, 'Too late', '"3"').expect(404);
    await list(mine).expect(200, { items: [], total: 0, mayWrite: true });
    const { body: history } = await changes(id).expect(200);
    expect(history.items).toMatchObject([
      { version: 3, by: 'user:default/jane', text: null },
      { version: 2, text: 'Not our process' },
      { version: 1, text: expect.stringMatching(/^Migration/) },
    ]);
  });

  it('are listed by scope, KPI and period, the newest period first', async () => {
    const { add, list } = await startBackend(owners);
    const write = async (body: object) =>
      (await add({ ...mine, ...april, text: 'x', ...body }).expect(201)).body
        .id;
    const first = await write({});
    const older = await write({ period: '2026-03-01' });
    const week = await write({ periodType: 'week', period: '2026-05-04' });
    const other = await write({ kpi: 'deployments' });
    const ids = async (query: object) =>
      (await list(query).expect(200)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids(mine)).toEqual([week, first, older]);
    expect(await ids({ scope: mine.scope })).toEqual([
      week,
      other,
      first,
      older,
    ]);
    expect(
      await ids({ ...mine, from: '2026-04-01', to: '2026-05-01' }),
    ).toEqual([first]);
    const page = await list({ limit: 3 }).expect(200);
    expect(page.body.total).toBe(4);
    expect(page.body.mayWrite).toBeUndefined();
    expect(await ids({ limit: 3, cursor: page.body.nextCursor })).toEqual([
      older,
    ]);
  });

  it('are not for whoever owns neither the KPI nor the entity', async () => {
    const { add, list } = await startBackend(owners);
    const comment = { ...others, ...april, text: 'x' };
    const { body } = await add(comment).expect(403);
    expect(body.error.message).toBe(
      'you are not allowed to write comments of mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
    );
    expect((await list(others)).body.mayWrite).toBe(false);
    await add({ ...comment, scope: 'component:default/x' }).expect(404);
  });

  it('are for users that a policy allows', async () => {
    const { server, add, list } = await startBackend(nobody);
    await add({ ...mine, ...april, text: 'x' }).expect(403);
    const { status } = await request(server)
      .post(path)
      .set('Authorization', `Bearer ${tokens.ci}`)
      .send({ ...mine, ...april, text: 'x' });
    expect(status).toBe(403);
    await list(mine).expect(200, { items: [], total: 0, mayWrite: false });
    await request(server).get(path).expect(401);
  });

  it('are refused with what would be right', async () => {
    const { add, list, change } = await startBackend(owners);
    const good = { ...mine, ...april, text: 'x' };
    const mistakes: [object, number, RegExp][] = [
      [{ text: ' ' }, 400, /^text has 0 characters: use 1 to 4000/],
      [{ period: '2026-04-31' }, 400, /^period is "2026-04-31": use a date/],
      [
        { period: '2026-04-02' },
        400,
        /^period is 2026-04-02, which is no first day of a month: use 2026-04-01/,
      ],
      [{ period: '2026-06-01' }, 400, /in the future: use one up to today/],
      [
        { text: 'Hello @user:default/john' },
        400,
        /^text mentions @user:default\/john, who is not in the catalog/,
      ],
      [{ kpi: 'mttx' }, 404, /There is no valid Kpi mttx/],
      [{ scope: 'x y' }, 400, /x y is not an entity reference/],
    ];
    for (const [part, status, message] of mistakes) {
      const { body } = await add({ ...good, ...part }).expect(status);
      expect(body.error.message).toMatch(message);
    }
    await list(mine).expect(200, { items: [], total: 0, mayWrite: true });
    // Without having seen any version nothing is changed
    const { body } = await add(good).expect(201);
    const answer = await change(body.id, 'y').expect(400);
    expect(answer.body.error.message).toBe(
      'If-Match is missing: send the ETag of the comment that you changed, such as "3"',
    );
  });
});
