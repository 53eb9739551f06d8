import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeActionWritePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
  tokens,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const owners = ownersPolicy(kpiTreeActionWritePermission);
const nobody = nobodyPolicy(kpiTreeActionWritePermission);

const path = '/api/kpi-tree/v1/actions';
const mine = { scope: 'component:default/a', kpi: 'mttr' };
const others = { scope: 'component:default/c', kpi: 'mttr' };

const fields = {
  title: 'Alert on errors, not on load',
  owner: 'user:default/jane',
  state: 'open',
  start: '2026-01-01',
};

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn, push } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  return {
    server,
    token,
    push,
    counts: (query: object) =>
      as(request(server).get(`${path}/counts`).query(query)),
    list: (query: object = {}) => as(request(server).get(path).query(query)),
    leaveOut: (body: object) =>
      as(request(server).post('/api/kpi-tree/v1/exceptions').send(body)),
    read: (id: string) => as(request(server).get(`${path}/${id}`)),
    changes: (id: string) => as(request(server).get(`${path}/${id}/changes`)),
    create: (body: object) => as(request(server).post(path).send(body)),
    change: (id: string, body: object, etag?: string) => {
      const call = as(request(server).put(`${path}/${id}`).send(body));
      return etag ? call.set('If-Match', etag) : call;
    },
  };
}

describe('actions', () => {
  it('are done by somebody whose name can be stored', async () => {
    const { create, list } = await startBackend(owners);
    const owner = 'user:default/jane\u0000';
    await create({ subject: mine, fields: { ...fields, owner } }).expect(400);
    expect((await list().expect(200)).body.items).toEqual([]);
  });

  it('are written by owners, with a version for each change', async () => {
    const portal = await startBackend(owners);
    const { create, read, change, changes, list } = portal;
    const body = {
      subject: mine,
      fields: {
        ...fields,
        title: `  ${fields.title} `,
        owner: 'User:Jane',
        due: '2026-06-30',
        links: [{ url: 'https://desk.example.com/1', title: 'CHG1' }],
        expectation: { percent: -20, by: '2026-12-31' },
      },
    };
    const created = await create(body).expect(201).expect('ETag', '"1"');
    expect(created.body).toMatchObject({
      ...mine,
      ...body.fields,
      ...fields,
      version: 1,
      createdBy: 'user:default/jane',
      createdAt: '2026-05-15T00:00:00.000Z',
      isOverdue: false,
      mayWrite: true,
    });
    const { id } = created.body;
    await read(id).expect(200, created.body).expect('ETag', '"1"');

    const done = { ...fields, state: 'done', done: '2026-03-31' };
    const changed = await change(id, done, '"1"').expect(200);
    expect(changed.headers.etag).toBe('"2"');
    expect(changed.body).toMatchObject({ state: 'done', version: 2 });
    expect(changed.body.due).toBeUndefined();

    const { body: history } = await changes(id).expect(200);
    expect(history.items).toMatchObject([
      { version: 2, by: 'user:default/jane', fields: { state: 'done' } },
      { version: 1, fields: { state: 'open', due: '2026-06-30' } },
    ]);
    const { body: page } = await list(mine).expect(200);
    expect(page).toMatchObject({ total: 1, items: [{ id, state: 'done' }] });
  });

  it('lose nothing when two change them at once', async () => {
    const { create, change, read } = await startBackend(owners);
    const { body } = await create({ subject: mine, fields }).expect(201);
    const [first, second] = await Promise.all([
      change(body.id, { ...fields, title: 'One' }, '"1"'),
      change(body.id, { ...fields, title: 'Two' }, '"1"'),
    ]);
    const [kept, refused] =
      first.status === 200 ? [first, second] : [second, first];
    expect(kept.status).toBe(200);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toBe(
      `Action ${body.id} was changed by user:default/jane at 2026-05-15T00:00:00.000Z: If-Match has version 1, and it is 2 now. Read it again and repeat the change`,
    );
    expect((await read(body.id)).body.title).toBe(kept.body.title);
    // Without having seen any version nothing is changed
    const { body: answer } = await change(body.id, fields).expect(400);
    expect(answer.error.message).toMatch(/^If-Match is missing: send the ETag/);
  });

  it('have the effect that the values of their KPI show', async () => {
    const { create, push, token, read, leaveOut } = await startBackend(owners);
    await push(
      token,
      Array.from({ length: 16 }, (_, index) => ({
        entityRef: mine.scope,
        kpi: 'mttr',
        period: `${2025 + Math.floor(index / 12)}-${String(
          (index % 12) + 1,
        ).padStart(2, '0')}-01`,
        value: (index < 12 ? 6 : 3) + (index % 3) / 10,
      })),
    ).expect(200);
    const { body } = await create({ subject: mine, fields }).expect(201);
    expect(body.effect).toMatchObject({
      verdict: 'worked',
      before: { from: '2025-01-01', to: '2025-12-01', points: 12, value: 6.1 },
      after: { from: '2026-01-01', to: '2026-04-01', points: 4 },
    });
    // A month that was left out says nothing of it either
    await leaveOut({
      ...mine,
      periodType: 'month',
      period: '2025-06-01',
      reason: 'A flood',
    }).expect(201);
    expect((await read(body.id)).body.effect).toMatchObject({
      before: { points: 11 },
      after: { points: 4 },
    });
    const later = { ...fields, start: '2026-05-01' };
    const { body: early } = await create({ subject: mine, fields: later });
    expect(early.effect).toMatchObject({
      verdict: 'too-early',
      reason: 'not-begun',
    });
    // Of the first another one is known now
    expect((await read(body.id)).body.effect.together).toBeUndefined();
    const proposed = { ...fields, state: 'proposed' };
    const { body: idea } = await create({ subject: mine, fields: proposed });
    expect(idea.effect).toBeUndefined();
  });

  it('say which guard of the KPI got worse meanwhile', async () => {
    const { create, push, token, read } = await startBackend(owners);
    const months = (kpi: string, before: number, after: number) =>
      Array.from({ length: 16 }, (_, index) => ({
        entityRef: mine.scope,
        kpi,
        period: `${2025 + Math.floor(index / 12)}-${String(
          (index % 12) + 1,
        ).padStart(2, '0')}-01`,
        value: (index < 12 ? before : after) + (index % 3) / 10,
      }));
    await push(token, [
      ...months('mttr', 6, 3),
      ...months('deployments', 4, 4),
    ]).expect(200);
    const { body } = await create({ subject: mine, fields }).expect(201);
    expect(body.effect).toMatchObject({ verdict: 'worked' });
    expect(body.effect.guards).toBeUndefined();
    await push(token, months('deployments', 4, 7)).expect(200);
    const { effect } = (await read(body.id).expect(200)).body;
    expect(effect).toMatchObject({
      verdict: 'worked',
      guards: [
        {
          kpi: 'deployments',
          title: 'Title of deployments',
          periodType: 'month',
          effect: { verdict: 'got-worse', before: { value: 4.1 } },
        },
      ],
    });
  });

  it('are not for whoever owns neither the KPI nor the entity', async () => {
    const { create } = await startBackend(owners);
    const { body } = await create({ subject: others, fields }).expect(403);
    expect(body.error.message).toBe(
      'you are not allowed to write actions of mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
    );
    await create({
      subject: { ...others, scope: 'component:default/x' },
      fields,
    }).expect(404);
  });

  it('say whether the caller may add one, of one KPI or node', async () => {
    const { list } = await startBackend(owners);
    expect((await list(mine)).body).toEqual({
      items: [],
      total: 0,
      mayAdd: true,
    });
    expect((await list(others)).body.mayAdd).toBe(false);
    expect((await list({ scope: mine.scope })).body.mayAdd).toBeUndefined();
    expect((await list({ kpi: 'mttr' })).body.mayAdd).toBeUndefined();
    expect(
      (await list({ ...mine, scope: 'component:default/x' })).body.mayAdd,
    ).toBeUndefined();
  });

  it('are for users that a policy allows', async () => {
    const { server, create, list } = await startBackend(nobody);
    await create({ subject: mine, fields }).expect(403);
    const { status } = await request(server)
      .post(path)
      .set('Authorization', `Bearer ${tokens.ci}`)
      .send({ subject: mine, fields });
    expect(status).toBe(403);
    await list().expect(200, { items: [], total: 0 });
    await request(server).get(path).expect(401);
  });

  it('are listed with overdue ones first, a page at a time', async () => {
    const { create, list } = await startBackend(owners);
    const add = async (more: object) =>
      (await create({ subject: mine, fields: { ...fields, ...more } })).body.id;
    const never = await add({});
    const soon = await add({ due: '2026-05-20' });
    const late = await add({ due: '2026-05-14' });
    const over = await add({ state: 'done', done: '2026-02-01' });
    const { body: first } = await list({ limit: 3 }).expect(200);
    expect(first.items.map((one: { id: number }) => one.id)).toEqual([
      late,
      soon,
      never,
    ]);
    expect(first.total).toBe(4);
    const { body: rest } = await list({ limit: 3, cursor: first.nextCursor });
    expect(rest.items.map((one: { id: number }) => one.id)).toEqual([over]);
    expect(rest.nextCursor).toBeUndefined();
    const { body: overdue } = await list({ overdue: true });
    expect(overdue.items.map((one: { id: number }) => one.id)).toEqual([late]);
    const { body: open } = await list({ state: 'open,proposed' }).expect(200);
    expect(open.total).toBe(3);
    const { body: nobodys } = await list({ owner: ['group:default/other'] });
    expect(nobodys.total).toBe(0);
  });

  it('are listed and counted with what is below', async () => {
    const { create, list, counts } = await startBackend(owners);
    const add = async (more: object) =>
      (await create({ subject: mine, fields: { ...fields, ...more } })).body.id;
    const open = await add({});
    const late = await add({ due: '2026-05-14' });
    await add({ state: 'cancelled' });
    const all = { scope: 'all' };
    const idsOf = async (query: object) =>
      (await list(query).expect(200)).body.items.map(
        (one: { id: string }) => one.id,
      );
    const state = ['open'];
    expect(await idsOf({ ...all, state })).toEqual([]);
    expect(await idsOf({ ...all, state, below: true })).toEqual([late, open]);
    const root = { tree: 'tree', node: 'goal', state };
    expect(await idsOf(root)).toEqual([]);
    expect(await idsOf({ ...root, below: true })).toEqual([late, open]);
    expect(await idsOf({ ...root, node: 'no', below: true })).toEqual([]);

    const none = { open: 0, overdue: 0, items: [] };
    const some = {
      open: 2,
      overdue: 1,
      items: [{ kpi: 'mttr', open: 2, overdue: 1 }],
    };
    await counts(all).expect(200, none);
    await counts({ ...all, below: true }).expect(200, some);
    await counts({ scope: mine.scope }).expect(200, some);
    await counts({ scope: others.scope }).expect(200, none);
  });

  it('are refused with what would be right', async () => {
    const { create, list } = await startBackend(owners);
    const mistakes: [object, RegExp][] = [
      [{ title: ' ' }, /^title is empty: say in a line/],
      [{ owner: 'component:a' }, /^owner is component:a: use a user or group/],
      [{ start: undefined }, /^start is missing: an action that is open/],
      [{ start: '2026-13-01' }, /start is "2026-13-01": use a date such as/],
      [{ state: 'done' }, /^done is missing: say on which day/],
      [{ done: '2026-02-01' }, /^done is 2026-02-01, but state is open/],
      [
        { state: 'done', done: '2027-01-01' },
        /^done is 2027-01-01, which is in the future/,
      ],
      [
        { state: 'done', done: '2025-01-01' },
        /^done is 2025-01-01, before start, 2026-01-01/,
      ],
      [{ due: '2025-01-01' }, /^due is 2025-01-01, before start/],
      [
        { links: [{ url: 'ftp://example.com/1' }] },
        /^links\[0\]\.url is ftp:\/\/example\.com\/1: use an address/,
      ],
      [{ expectation: {} }, /^expectation has value and percent, or neither/],
      [
        { expectation: { value: 1, percent: 2 } },
        /^expectation has value and percent, or neither/,
      ],
    ];
    for (const [mistake, message] of mistakes) {
      const { body, status } = await create({
        subject: mine,
        fields: { ...fields, ...mistake },
      });
      expect([mistake, status, body.error.message]).toEqual([
        mistake,
        400,
        expect.stringMatching(message),
      ]);
    }
    expect((await list()).body.total).toBe(0);
  });
});
