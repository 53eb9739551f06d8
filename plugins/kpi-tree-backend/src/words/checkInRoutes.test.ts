import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { kpiTreeCheckInWritePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  nobodyPolicy,
  ownersPolicy,
  startPortal,
} from '../__testUtils__/portalWithPolicy';

jest.setTimeout(120_000);

const path = '/api/kpi-tree/v1/check-ins';
const mine = { scope: 'component:default/a', kpi: 'mttr' };
const others = { scope: 'component:default/c', kpi: 'mttr' };
const april = { periodType: 'month', period: '2026-04-01' };
const said = { text: 'The new alerts are on', confidence: 'at-risk' };

async function startBackend(policy: PermissionPolicy) {
  const { server, signIn, push } = await startPortal(policy);
  const token = await signIn();
  const as = (call: request.Test) =>
    call.set('Authorization', `Bearer ${token}`);
  return {
    token,
    push,
    list: (query: object = {}) => as(request(server).get(path).query(query)),
    add: (body: object) => as(request(server).post(path).send(body)),
    series: (of: string) =>
      as(request(server).get(`/api/kpi-tree/v1/series/${of}`)),
    missing: (query: object = {}) =>
      as(request(server).get(`${path}/missing`).query(query)),
  };
}

const owners = ownersPolicy(kpiTreeCheckInWritePermission);

describe('check-ins', () => {
  it('are of owners, and the newest of a period comes first', async () => {
    const { add, list } = await startBackend(owners);
    const first = await add({
      ...mine,
      ...april,
      ...said,
      text: `  ${said.text} `,
    }).expect(201);
    expect(first.body).toEqual({
      ...mine,
      ...april,
      ...said,
      id: expect.any(String),
      by: 'user:default/jane',
      at: '2026-05-15T00:00:00.000Z',
      kpiTitle: 'Title of mttr',
    });
    await add({
      ...mine,
      ...said,
      periodType: 'month',
      period: '2026-03-01',
    }).expect(201);
    await add({ ...mine, ...april, ...said, text: 'Worse' }).expect(201);
    const { body } = await list(mine).expect(200);
    expect(body).toMatchObject({
      total: 3,
      mayWrite: true,
      items: [
        { period: '2026-04-01', text: 'Worse' },
        { period: '2026-04-01', text: said.text },
        { period: '2026-03-01' },
      ],
    });
    const { body: ofMarch } = await list({ to: '2026-03-31' }).expect(200);
    expect(ofMarch.total).toBe(1);
    expect(ofMarch.mayWrite).toBeUndefined();
  });

  it('are missing of what is off target and of which nobody spoke', async () => {
    const { add, missing, push, series, token } = await startBackend(owners);
    await push(
      token,
      ['a', 'b'].flatMap(name =>
        ['mttr', 'deployments'].map(kpi => ({
          entityRef: `component:default/${name}`,
          kpi,
          period: '2026-04-10',
          // Fewer is better, and much more than the target
          value: kpi === 'mttr' ? 1_000 : 0,
        })),
      ),
    ).expect(200);
    // A page of a KPI evaluates it
    for (const name of ['a', 'b']) {
      await series(`component/default/${name}/mttr`).expect(200);
    }
    const kpisOf = async (query: object) => {
      const { body } = await missing(query).expect(200);
      return body.items.map(
        ({ entityRef, kpi, period }: Record<string, string>) =>
          `${kpi} of ${entityRef} in ${period}`,
      );
    };
    // What Jane owns herself, by the annotation of an entity
    expect(await kpisOf({})).toEqual([
      'mttr of component:default/b in 2026-04-01',
    ]);
    const group = { owner: 'group:default/owners' };
    expect(await kpisOf(group)).toEqual([
      'mttr of component:default/a in 2026-04-01',
    ]);
    // One of another month is none of this
    await add({ ...mine, ...april, period: '2026-03-01', ...said }).expect(201);
    expect(await kpisOf(group)).toHaveLength(1);
    await add({ ...mine, ...april, ...said }).expect(201);
    expect(await kpisOf(group)).toEqual([]);
  });

  it('are not for whoever owns neither the KPI nor the entity, or a policy denies', async () => {
    const { add, list } = await startBackend(owners);
    const { body } = await add({ ...others, ...april, ...said }).expect(403);
    expect(body.error.message).toBe(
      'you are not allowed to write check-ins of mttr of component:default/c: ask group:default/owners, who own it, or the admin of the portal',
    );
    expect((await list(others)).body.mayWrite).toBe(false);
    const closed = await startBackend(
      nobodyPolicy(kpiTreeCheckInWritePermission),
    );
    await closed.add({ ...mine, ...april, ...said }).expect(403);
  });

  it('are refused with what would be right', async () => {
    const { add, list } = await startBackend(owners);
    const mistakes: [object, number, RegExp][] = [
      [{ text: ' ' }, 400, /^text has 0 characters: use 1 to 300/],
      [{ confidence: 'sure' }, 400, /confidence/],
      [{ period: '2026-04-02' }, 400, /no first day of a month/],
      [{ period: '2026-06-01' }, 400, /in the future/],
      [{ kpi: 'mttx' }, 404, /There is no valid Kpi mttx/],
    ];
    for (const [part, status, message] of mistakes) {
      const { body } = await add({
        ...mine,
        ...april,
        ...said,
        ...part,
      }).expect(status);
      expect(body.error.message).toMatch(message);
    }
    expect((await list()).body.total).toBe(0);
  });
});
