import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeChangeDeclarePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const path = '/api/kpi-tree/v1/exceptions';
const mine = { scope: 'component:default/a', kpi: 'mttr' };
const others = { scope: 'component:default/c', kpi: 'mttr' };
const april = { periodType: 'month', period: '2026-04-01' };

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  return {
    list: (subject: object) => as(request(server).get(path).query(subject)),
    declare: (body: object) => as(request(server).post(path).send(body)),
    withdraw: (query: object) => as(request(server).delete(path).query(query)),
  };
}

const owners = ownersPolicy(kpiTreeChangeDeclarePermission);

describe('exceptions', () => {
  it('are made and taken back by owners', async () => {
    const { list, declare, withdraw } = await startBackend(owners);
    await list(mine).expect(200, { items: [], mayDeclare: true });
    const { body } = await declare({ ...mine, ...april, reason: ' x ' }).expect(
      201,
    );
    expect(body).toEqual({
      ...april,
      reason: 'x',
      by: 'user:default/jane',
      at: '2026-05-15T00:00:00.000Z',
    });
    await list(mine).expect(200, { items: [body], mayDeclare: true });
    // One of the same period is replaced
    await declare({ ...mine, ...april, reason: 'y' }).expect(201);
    expect((await list(mine)).body.items).toMatchObject([{ reason: 'y' }]);
    await withdraw({ ...mine, ...april }).expect(204);
    await list(mine).expect(200, { items: [], mayDeclare: true });
    await withdraw({ ...mine, ...april }).expect(404);
  });

  it('are not for whoever owns neither the KPI nor the entity, or a policy denies', async () => {
    const { list, declare, withdraw } = await startBackend(owners);
    await list(others).expect(200, { items: [], mayDeclare: false });
    const { body } = await declare({ ...others, ...april, reason: 'x' }).expect(
      403,
    );
    expect(body.error.message).toBe(
      'you are not allowed to write exceptions of mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
    );
    await withdraw({ ...others, ...april }).expect(403);
    const closed = await startBackend(
      nobodyPolicy(kpiTreeChangeDeclarePermission),
    );
    await closed.declare({ ...mine, ...april, reason: 'x' }).expect(403);
  });

  it('are refused with what would be right', async () => {
    const { list, declare } = await startBackend(owners);
    const good = { ...mine, ...april, reason: 'x' };
    const mistakes: [object, number, RegExp][] = [
      [{ reason: ' ' }, 400, /^reason has 0 characters: use 1 to 1000/],
      [
        { periodType: 'week', period: '2026-04-06' },
        400,
        /^periodType is week, but mttr is judged by month, and so are its limits: use month/,
      ],
      [
        { period: '2026-04-02' },
        400,
        /no first day of a month: use 2026-04-01/,
      ],
      [{ period: '2026-06-01' }, 400, /in the future: use one up to today/],
      [{ kpi: 'mttx' }, 404, /There is no valid Kpi mttx/],
      [{ scope: 'component:default/x' }, 404, /component:default\/x/],
    ];
    for (const [part, status, message] of mistakes) {
      const { body } = await declare({ ...good, ...part }).expect(status);
      expect(body.error.message).toMatch(message);
    }
    await list(mine).expect(200, { items: [], mayDeclare: true });
  });
});
