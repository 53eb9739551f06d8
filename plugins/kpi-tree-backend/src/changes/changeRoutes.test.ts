import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeChangeDeclarePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
  tokens,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const owners = ownersPolicy(kpiTreeChangeDeclarePermission);
const nobody = nobodyPolicy(kpiTreeChangeDeclarePermission);

const path = '/api/kpi-tree/v1/changes';
const mine = { scope: 'component:default/a', kpi: 'mttr' };
const others = { scope: 'component:default/c', kpi: 'mttr' };

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn, push } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  const list = (subject: object) =>
    as(request(server).get(path).query(subject));
  const accept = (body: object) => as(request(server).post(path).send(body));
  const withdraw = (query: object) =>
    as(request(server).delete(path).query(query));
  const assessment = async () => {
    const { body } = await as(
      request(server).get('/api/kpi-tree/v1/series/component/default/a/mttr'),
    ).expect(200);
    return body.assessment.trend;
  };
  return { server, token, list, accept, withdraw, assessment, push };
}

describe('changes of processes', () => {
  it('are accepted and taken back by owners, and begin new limits', async () => {
    const portal = await startBackend(owners);
    const { token, list, accept, withdraw, assessment, push } = portal;
    const months = Array.from(
      { length: 20 },
      (_, i) =>
        `${2024 + Math.floor((i + 8) / 12)}-${String(
          ((i + 8) % 12) + 1,
        ).padStart(2, '0')}-01`,
    );
    await push(
      token,
      months.map((start, i) => ({
        entityRef: mine.scope,
        kpi: 'mttr',
        period: start,
        value: (i < 10 ? 6 : 3) + (i % 3) / 10,
      })),
    ).expect(200);
    expect(await assessment()).toMatchObject({ trend: 'improving' });

    await list(mine).expect(200, { items: [], mayDeclare: true });
    const change = { date: '2025-07-14', reason: ' more on call ' };
    const { body } = await accept({ ...mine, ...change }).expect(201);
    expect(body).toEqual({
      date: '2025-07-14',
      reason: 'more on call',
      by: 'user:default/jane',
      at: '2026-05-15T00:00:00.000Z',
    });
    await list(mine).expect(200, { items: [body], mayDeclare: true });
    expect(await assessment()).toMatchObject({
      trend: 'stable',
      chartFrom: '2025-07-01',
    });

    // One of the same date is replaced
    await accept({ ...mine, ...change, reason: 'x' }).expect(201);
    expect((await list(mine)).body.items).toMatchObject([{ reason: 'x' }]);
    await withdraw({ ...mine, date: change.date }).expect(204);
    await list(mine).expect(200, { items: [], mayDeclare: true });
    expect(await assessment()).toMatchObject({ trend: 'improving' });
    await withdraw({ ...mine, date: change.date }).expect(404);
  });

  it('are not for whoever owns neither the KPI nor the entity', async () => {
    const { list, accept, withdraw } = await startBackend(owners);
    const change = { ...others, date: '2025-07-14', reason: 'x' };
    await list(others).expect(200, { items: [], mayDeclare: false });
    const { body } = await accept(change).expect(403);
    expect(body.error.message).toBe(
      'you are not allowed to declare a change of mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
    );
    await withdraw({ ...others, date: '2025-07-14' }).expect(403);
    // What does not exist has no owner to name
    await accept({ ...change, scope: 'component:default/x' }).expect(404);
  });

  it('are for users that a policy allows', async () => {
    const { server, list, accept } = await startBackend(nobody);
    await list(mine).expect(200, { items: [], mayDeclare: false });
    const change = { ...mine, date: '2025-07-14', reason: 'x' };
    await accept(change).expect(403);
    const { status } = await request(server)
      .post(path)
      .set('Authorization', `Bearer ${tokens.ci}`)
      .send(change);
    expect(status).toBe(403);
    await request(server).get(path).query(mine).expect(401);
  });

  it('are refused with what would be right', async () => {
    const { accept, list } = await startBackend(owners);
    const good = { ...mine, date: '2025-07-14', reason: 'x' };
    const mistakes: [object, number, RegExp][] = [
      [{ date: '2025-13-01' }, 400, /date is "2025-13-01": use a date such as/],
      [
        { date: '2026-05-16' },
        400,
        /is in the future: use one up to today, 2026-05/,
      ],
      [{ reason: ' ' }, 400, /reason has 0 characters: say in 1 to 1000/],
      [{ kpi: 'mttx' }, 404, /There is no valid Kpi mttx/],
      [{ scope: 'x y' }, 400, /x y is not an entity reference/],
    ];
    for (const [part, status, message] of mistakes) {
      const { body } = await accept({ ...good, ...part }).expect(status);
      expect(body.error.message).toMatch(message);
    }
    await list(mine).expect(200, { items: [], mayDeclare: true });
  });
});
