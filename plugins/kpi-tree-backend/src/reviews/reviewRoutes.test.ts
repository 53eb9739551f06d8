import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeReviewWritePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const path = '/api/kpi-tree/v1/reviews';
const mine = {
  scope: 'component:default/a',
  tree: 'tree',
  periodType: 'month',
  period: '2026-04-10',
};
const others = { ...mine, scope: 'component:default/c' };

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn, push } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  return {
    push: async (period: string, value: number) =>
      push(token, [
        {
          entityRef: mine.scope,
          kpi: 'mttr',
          period,
          value,
          weight: 1,
        },
      ]),
    list: (query: object = {}) => as(request(server).get(path).query(query)),
    read: (id: string) => as(request(server).get(`${path}/${id}`)),
    changes: (id: string) => as(request(server).get(`${path}/${id}/changes`)),
    begin: (body: object) => as(request(server).post(path).send(body)),
    write: (id: string, body: object, etag: string, query: object = {}) =>
      as(
        request(server)
          .put(`${path}/${id}`)
          .query(query)
          .set('If-Match', etag)
          .send(body),
      ),
  };
}

const owners = ownersPolicy(kpiTreeReviewWritePermission);

describe('a review', () => {
  it('is begun, written and closed, and stays as it was', async () => {
    const { push, begin, write, read, changes, list } = await startBackend(
      owners,
    );
    await push('2026-03-01', 3);
    await push('2026-04-01', 9);
    const begun = await begin(mine).expect(201).expect('ETag', '"1"');
    expect(begun.body).toMatchObject({
      scope: mine.scope,
      tree: 'tree',
      period: '2026-04-01',
      asOf: '2026-04-30',
      compare: '2026-03-31',
      state: 'open',
      origin: 'live',
      mayWrite: true,
      decisions: [],
      content: { scorecard: { compare: '2026-03-31' } },
    });
    const { id } = begun.body;
    const fields = {
      notes: 'A **hard** month',
      decisions: [
        { text: 'More alerts', owner: 'User:Jane', due: '2026-06-30' },
      ],
    };
    const written = await write(id, fields, '"1"').expect(200);
    expect(written.body).toMatchObject({
      version: 2,
      notes: fields.notes,
      decisions: [{ ...fields.decisions[0], owner: 'user:default/jane' }],
    });
    const closed = await write(id, fields, '"2"', { close: true }).expect(200);
    expect(closed.body).toMatchObject({
      state: 'closed',
      origin: 'kept',
      mayWrite: false,
      closedBy: 'user:default/jane',
      content: begun.body.content,
    });
    // What comes in later changes nothing of it
    await push('2026-04-01', 1);
    expect((await read(id).expect(200)).body.content).toEqual(
      begun.body.content,
    );
    const { body } = await write(id, fields, '"3"').expect(409);
    expect(body.error.message).toMatch(/^Review .* was closed by user:default/);
    expect((await changes(id).expect(200)).body.items).toHaveLength(3);
    const { scope, tree } = mine;
    expect((await list({ scope, tree }).expect(200)).body).toMatchObject({
      items: [{ id, state: 'closed' }],
      mayWrite: true,
    });
  });

  it('begins from the one before', async () => {
    const { begin, write } = await startBackend(owners);
    const march = { ...mine, period: '2026-03-01' };
    const first = await begin(march).expect(201);
    const decisions = [{ text: 'Fewer changes on Fridays' }];
    await write(first.body.id, { decisions }, '"1"', { close: true }).expect(
      200,
    );
    const second = await begin(mine).expect(201);
    expect(second.body).toMatchObject({
      previous: first.body.id,
      compare: '2026-03-31',
      last: { id: first.body.id, period: '2026-03-01', decisions },
    });
  });

  it('is of a period that is over, once', async () => {
    const { begin } = await startBackend(owners);
    const running = await begin({ ...mine, period: '2026-05-01' }).expect(400);
    expect(running.body.error.message).toBe(
      'period is 2026-05-01, in a month that is not over: use a date before 2026-05-01',
    );
    await begin(mine).expect(201);
    const { body } = await begin(mine).expect(409);
    expect(body.error.message).toBe(
      'There is a review of component:default/a by tree for the month of 2026-04-01: go on with that one',
    );
  });

  it('is not begun where there is no day to compare it with', async () => {
    const { begin, list } = await startBackend(owners);
    const { body } = await begin({ ...mine, period: '1900-01-01' }).expect(400);
    expect(body.error.message).toMatch(/^compare is "1899-12-31": use a date/);
    expect((await list().expect(200)).body.items).toEqual([]);
  });

  it('loses nothing when two write at once', async () => {
    const { begin, write, read } = await startBackend(owners);
    const { body } = await begin(mine).expect(201);
    const answers = await Promise.all(
      ['One', 'Two'].map(text =>
        write(body.id, { decisions: [{ text }] }, '"1"'),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = answers.find(({ status }) => status === 200)!;
    expect((await read(body.id)).body.decisions).toEqual(kept.body.decisions);
  });

  it('is written by those who may', async () => {
    const portal = await startBackend(owners);
    const { body } = await portal.begin(others).expect(403);
    expect(body.error.message).toMatch(
      /^you are not allowed to write reviews of component:default\/c by tree: ask/,
    );
    const nobody = await startBackend(
      nobodyPolicy(kpiTreeReviewWritePermission),
    );
    await nobody.begin(mine).expect(403);
    const { scope, tree } = mine;
    expect((await nobody.list({ scope, tree }).expect(200)).body).toEqual({
      items: [],
      mayWrite: false,
    });
  });

  it.each([
    [
      { decisions: [{ text: ' ' }] },
      'decisions[0].text is empty: say in a sentence what was decided',
    ],
    [
      { decisions: [{ text: 'x', owner: 'component:a' }] },
      'decisions[0].owner is component:a: use a user or group, such as user:default/jane',
    ],
    [
      { decisions: [{ text: 'x', due: '2026-02-30' }] },
      'decisions[0].due is "2026-02-30": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
    ],
  ])('says what is wrong with %j', async (fields, message) => {
    const { begin, write } = await startBackend(owners);
    const { body } = await begin(mine).expect(201);
    const answer = await write(body.id, fields, '"1"').expect(400);
    expect(answer.body.error.message).toBe(message);
  });
});
