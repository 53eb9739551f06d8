/** Who sent the measurements that a value is made of, as the API answers it. */
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { expectToFit } from '../__testUtils__/expectToFit';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import { a, Decide, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const entities = [
  owners,
  kpiEntity('sent', { source: undefined }),
  kpiEntity('both'),
  treeEntity('tree', { d2c: ['sent', 'both'] }),
  entity('Component:a'),
];

const row = (kpi: string, day: number, value: number) => ({
  entityRef: a,
  kpi,
  period: `2026-04-${String(day).padStart(2, '0')}`,
  value,
});

async function start(decide?: Decide) {
  const source = new FakeSource('test', [
    { measurements: [measured(a, 'both', 3)] },
  ]);
  Object.assign(source, { records: undefined });
  const backend = await startBackend({ entities, source, decide });
  const push = async (
    measurements: object[],
    more: object = {},
    credentials = mockCredentials.service.header(),
  ) =>
    (
      await request(backend.server)
        .post('/api/kpi-tree/v1/measurements')
        .set('Authorization', credentials)
        .send({ source: 'ci', measurements, ...more })
        .expect(200)
    ).body;
  const sentOf = async (kpi: string, scope = 'component/default/a') => {
    const { body } = await backend
      .get(`/records/${scope}/${kpi}?period=2026-04-01`)
      .expect(200);
    expectToFit('/v1/records/{kind}/{namespace}/{name}/{kpi}', body);
    return (body as RecordPage).origin!.sent;
  };
  return { ...backend, push, sentOf };
}

const jane = mockCredentials.user.header('user:default/jane');
const run = 'https://ci.example.com/runs/1';

describe('who sent the measurements of a value', () => {
  it('is said with when and by which run, also of what it replaced', async () => {
    const { push, sentOf } = await start();
    expect(await sentOf('sent')).toEqual({ pushes: [], more: 0, unknown: 0 });
    const first = await push([row('sent', 1, 1), row('sent', 2, 2)], { run });
    expectToFit('/v1/measurements', first, 'post');
    const second = await push([row('sent', 2, 3), row('sent', 3, 4)], {}, jane);
    // The same again, and another month
    const third = await push([row('sent', 2, 3)]);
    expect(third.push).toBeUndefined();
    await push([{ ...row('sent', 1, 1), period: '2026-03-01' }]);
    const about = { receivedAt: '2026-05-15T00:00:00.000Z', source: 'ci' };
    expect(await sentOf('sent')).toEqual({
      pushes: [
        {
          ...about,
          id: second.push,
          by: 'user:default/jane',
          byUser: true,
          decided: 2,
          replaced: 0,
        },
        {
          ...about,
          id: first.push,
          by: 'external:test-service',
          run,
          decided: 1,
          replaced: 1,
        },
      ],
      more: 0,
      unknown: 0,
    });
    expect(await sentOf('sent', 'all')).toEqual(await sentOf('sent'));
  });

  it('is not said of a user to whoever may not see personal data', async () => {
    const { push, sentOf } = await start(permission => ({
      result:
        permission === 'kpi-tree.record.personal.read'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
    await push([row('sent', 1, 1)], {}, jane);
    const sent = await sentOf('sent');
    expect(sent!.pushes).toMatchObject([
      { by: null, byUser: true, hidden: true, decided: 1 },
    ]);
    expect(JSON.stringify(sent)).not.toContain('jane');
  });

  it('is unknown of what a source brought over it', async () => {
    const { push, sentOf, collect } = await start();
    await collect();
    expect(await sentOf('both')).toBeUndefined();
    await push([row('both', 9, 1), row('both', 10, 1)]);
    expect(await sentOf('both')).toMatchObject({
      pushes: [{ decided: 2, replaced: 0 }],
      unknown: 0,
    });
    await collect();
    expect(await sentOf('both')).toMatchObject({
      pushes: [{ decided: 1, replaced: 1 }],
      unknown: 1,
    });
  });

  it('is said of an imported file', async () => {
    const { importCsv, sentOf } = await start();
    const { body } = await importCsv(
      `entityRef,kpi,period,value\n${a},sent,2026-04-01,1\n`,
      '?run=nightly-12',
    );
    expect(await sentOf('sent')).toMatchObject({
      pushes: [
        { id: body.push, source: 'import', run: 'nightly-12', decided: 1 },
      ],
    });
  });

  it('is said where the source of the KPI has records, but none of the value', async () => {
    const { push, get, source } = await start();
    const records = new FakeSource('test').records.bind(source);
    source.records = async asked => ({
      ...(await records({ ...asked, entityRefs: [] })),
    });
    const { body: before } = await get(
      '/records/component/default/a/both?period=2026-04-01',
    );
    expect(before).toMatchObject({ records: 0, items: [] });
    expect(before.origin).toBeUndefined();
    await push([row('both', 9, 1)]);
    const { body } = await get(
      '/records/component/default/a/both?period=2026-04-01',
    );
    expectToFit('/v1/records/{kind}/{namespace}/{name}/{kpi}', body);
    expect(body).toMatchObject({
      records: 0,
      origin: { sent: { pushes: [{ decided: 1 }] } },
    });
    expect(body.missing).toBeUndefined();
  });
});
