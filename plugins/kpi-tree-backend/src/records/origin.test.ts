/** Where a value comes from of which there are no records. */
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { QueriesRequest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { expectToFit } from '../__testUtils__/expectToFit';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const b = 'component:default/b';

/** A source without records, which measured April and a part of May. */
function sourceOf(more: Partial<FakeSource> = {}): FakeSource {
  const source = new FakeSource('test', [
    {
      measurements: [
        measured(a, 'mttr', 3),
        measured(a, 'mttr', 4, { period: '2026-05-01' }),
      ],
    },
  ]);
  Object.assign(source, { records: undefined }, more);
  return source;
}

const withQueries = () => {
  const requests: QueriesRequest<Record<string, unknown>>[] = [];
  const source = sourceOf({
    window: {
      history: { days: 90 },
      overlap: { days: 2 },
      chunk: { days: 400 },
    },
    queries: async request => {
      requests.push(request);
      return {
        queries: [
          { of: 'value', language: 'sql', text: 'select 1', evaluations: [] },
        ],
        found: { by: 'entity', names: ['A'] },
      };
    },
  });
  return { source, requests };
};

const path = '/records/component/default/a/mttr';

describe('where a value comes from that has no records', () => {
  it('is the source and the run that brought it', async () => {
    const { get, collect } = await startBackend({ source: sourceOf() });
    const before = await get(`${path}?period=2026-04-01`).expect(200);
    expect(before.body).toEqual({
      kpi: 'mttr',
      scope: a,
      periodType: 'month',
      period: '2026-04-01',
      unit: 'h',
      missing: 'not-kept',
      origin: { grain: 'day', measurements: 0, source: { id: 'test' } },
      items: [],
    });
    const run = await collect();
    const { body } = await get(`${path}?period=2026-04-01`).expect(200);
    expectToFit('/v1/records/{kind}/{namespace}/{name}/{kpi}', body);
    expect(body.origin).toEqual({
      grain: 'day',
      measurements: 1,
      source: { id: 'test' },
      collected: {
        first: '2026-05-15T00:00:00.000Z',
        last: '2026-05-15T00:00:00.000Z',
        run: run.id,
      },
    });
  });

  it('has the queries, up to when they were asked', async () => {
    const { source, requests } = withQueries();
    const { get, collect } = await startBackend({ source });
    await collect();
    const { body } = await get(`${path}?period=2026-05-01`).expect(200);
    expectToFit('/v1/records/{kind}/{namespace}/{name}/{kpi}', body);
    expect((body as RecordPage).origin!.asked).toEqual({
      queries: [
        { of: 'value', language: 'sql', text: 'select 1', evaluations: [] },
      ],
      found: { by: 'entity', names: ['A'] },
    });
    await get(`${path}?period=2026-04-01`).expect(200);
    expect(
      requests.map(({ kpi, entityRefs, period: { from, to } }) => [
        kpi.name,
        entityRefs,
        from.toISOString(),
        to.toISOString(),
      ]),
    ).toEqual([
      ['mttr', [a], '2026-05-01T00:00:00.000Z', '2026-05-15T00:00:00.000Z'],
      ['mttr', [a], '2026-04-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z'],
    ]);
  });

  it('says of a scope what its members have, as far as the caller may read them', async () => {
    const { source, requests } = withQueries();
    source.batches = [
      { measurements: [measured(a, 'mttr', 3), measured(b, 'mttr', 5)] },
    ];
    const { get, collect } = await startBackend({
      source,
      entities: [...defaultEntities, entity('Component:b')],
    });
    await collect();
    const { body } = await get('/records/all/mttr?period=2026-04-01');
    expect(body.origin.measurements).toBe(2);
    expect([...requests[0].entityRefs].sort()).toEqual([a, b]);
  });

  it('says that a source is not there, or nothing where there is none to name', async () => {
    const names = ['lost', 'sent'];
    const { get } = await startBackend({
      source: sourceOf(),
      entities: [
        owners,
        kpiEntity('lost', { source: { id: 'gone' } }),
        kpiEntity('sent', { source: undefined }),
        treeEntity('tree', { d2c: names }),
        entity('Component:a'),
      ],
    });
    const [lost, sent] = await Promise.all(
      names.map(name => get(`/records/component/default/a/${name}`)),
    );
    expect(sent.body).toMatchObject({
      missing: 'pushed',
      origin: { measurements: 0 },
    });
    expect(lost.body).toMatchObject({
      missing: 'not-kept',
      origin: { source: { id: 'gone', unknown: true } },
    });
  });

  it('needs the permission to see records, and is in the audit log', async () => {
    const auditor = mockServices.auditor.mock();
    const createEvent = jest.fn(async () => ({
      success: jest.fn(),
      fail: jest.fn(),
    }));
    auditor.createEvent.mockImplementation(createEvent);
    const { source } = withQueries();
    const { get } = await startBackend({
      source,
      features: [auditor.factory],
      decide: permission => ({
        result:
          permission === 'kpi-tree.record.read'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });
    const { body } = await get(path).expect(403);
    expect(JSON.stringify(body)).not.toContain('select 1');
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'record-read',
        meta: { scope: a, kpi: 'mttr' },
      }),
    );
  });
});
