import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { entity, kpiEntity } from '../__testUtils__/entities';
import { expectToFit } from '../__testUtils__/expectToFit';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';
import { spec } from '../schema/openapi.generated';

jest.setTimeout(60_000);

describe('the REST API', () => {
  it('refuses callers who are not signed in, on every path', async () => {
    const { server } = await startBackend();
    for (const [path, operations] of Object.entries(spec.paths)) {
      const url = `/api/kpi-tree${path.replace(/\{\w+\}/g, 'x')}`;
      for (const method of Object.keys(operations)) {
        const response = await request(server)
          [method as 'get' | 'post'](url)
          .set('Authorization', mockCredentials.none.header());
        expect([path, response.status]).toEqual([path, 401]);
      }
    }
  });

  it('answers as its document says', async () => {
    const { server, source, get, post, push, importCsv, collect, endOf } =
      await startBackend({
        entities: [
          ...defaultEntities.filter(one => one.metadata.name !== 'mttr'),
          kpiEntity('mttr', {
            breakdowns: [{ id: 'priority', column: 'priority' }],
          }),
          kpiEntity('bad', { unit: undefined }),
          entity('System:s'),
        ],
      });
    const run = await collect();
    await post('/check-ins', {
      scope: a,
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-04-01',
      text: 'It comes right',
      confidence: 'on-track',
    }).expect(201);
    await post('/exceptions', {
      scope: a,
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-04-01',
      reason: 'A flood',
    }).expect(201);
    const comment = await post('/comments', {
      scope: a,
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-04-01',
      text: 'A migration, see @group:default/owners',
    }).expect(201);
    const paths: [keyof typeof spec.paths, string][] = [
      ['/v1/trees', '/trees'],
      ['/v1/trees/{name}', '/trees/tree'],
      ['/v1/kpis', '/kpis'],
      ['/v1/kpis/{name}', '/kpis/mttr'],
      ['/v1/trees/{name}/versions', '/trees/tree/versions'],
      ['/v1/trees/{name}/usage', '/trees/tree/usage'],
      ['/v1/kpis/{name}/versions', '/kpis/mttr/versions'],
      ['/v1/kpis/{name}/usage', '/kpis/mttr/usage'],
      ['/v1/kpis/{name}/members', '/kpis/mttr/members?scope=all'],
      ['/v1/scorecards/all', '/scorecards/all'],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}',
        '/scorecards/component/default/a',
      ],
      ['/v1/scorecards/all/history', '/scorecards/all/history?tree=tree'],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}/history',
        '/scorecards/component/default/a/history?tree=tree&node=d2c%2Fmttr',
      ],
      ['/v1/series/all/{kpi}', '/series/all/mttr'],
      [
        '/v1/series/{kind}/{namespace}/{name}/{kpi}',
        '/series/component/default/a/mttr',
      ],
      ['/v1/measurements/rights', '/measurements/rights'],
      [
        '/v1/scorecards/all/contributions',
        '/scorecards/all/contributions?tree=tree',
      ],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
        '/scorecards/component/default/a/contributions?tree=tree',
      ],
      ['/v1/contributions/all/{kpi}', '/contributions/all/mttr'],
      ['/v1/breakdowns/all/{kpi}', '/breakdowns/all/mttr'],
      [
        '/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}',
        '/breakdowns/component/default/a/mttr?by=priority&top=3&from=2026-01-01',
      ],
      [
        '/v1/class-scorecards/all',
        '/class-scorecards/all?by=priority&class=1&tree=tree',
      ],
      [
        '/v1/class-scorecards/{kind}/{namespace}/{name}',
        '/class-scorecards/component/default/a?by=priority&class=',
      ],
      ['/v1/scorecard-classes/all', '/scorecard-classes/all?by=priority'],
      [
        '/v1/scorecard-classes/{kind}/{namespace}/{name}',
        '/scorecard-classes/component/default/a?by=priority',
      ],
      ['/v1/breakdown-columns/{kpi}', '/breakdown-columns/mttr'],
      ['/v1/records/all/{kpi}', '/records/all/mttr'],
      [
        '/v1/records/{kind}/{namespace}/{name}/{kpi}',
        '/records/component/default/a/mttr',
      ],
      ['/v1/record-changes/all/{kpi}', '/record-changes/all/mttr'],
      [
        '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}',
        '/record-changes/component/default/a/mttr',
      ],
      [
        '/v1/contributions/{kind}/{namespace}/{name}/{kpi}',
        '/contributions/system/default/s/mttr',
      ],
      ['/v1/actions', '/actions?scope=component:default/a'],
      ['/v1/actions/counts', '/actions/counts?scope=all&below=true'],
      ['/v1/reviews', '/reviews?scope=component:default/a&tree=tree'],
      ['/v1/changes', '/changes?scope=component:default/a&kpi=mttr'],
      ['/v1/comments', '/comments?scope=component:default/a&kpi=mttr'],
      ['/v1/check-ins', '/check-ins?scope=component:default/a&kpi=mttr'],
      [
        '/v1/check-ins/missing',
        '/check-ins/missing?owner=group:default/owners',
      ],
      ['/v1/exceptions', '/exceptions?scope=component:default/a&kpi=mttr'],
      ['/v1/comments/{id}', `/comments/${comment.body.id}`],
      ['/v1/comments/{id}/changes', `/comments/${comment.body.id}/changes`],
      ['/v1/follows', '/follows'],
      ['/v1/message-preferences', '/message-preferences'],
      ['/v1/definitions/problems', '/definitions/problems'],
      ['/v1/insights', '/insights?scope=component:default/a&since=P1Y'],
      ['/v1/quality', '/quality?scope=component:default/a'],
      ['/v1/heatmap', '/heatmap?tree=tree'],
      ['/v1/owned', '/owned?owner=group:default/owners'],
      ['/v1/status', '/status'],
      ['/v1/sources', '/sources'],
      ['/v1/runs', '/runs'],
      ['/v1/runs/{id}', `/runs/${run.id}`],
    ];
    for (const [path, url] of paths) {
      expectToFit(path, (await get(url).expect(200)).body);
    }
    // Its source has records
    const change = await get('/contributions/all/mttr');
    expect(change.body.hasRecords).toBe(true);
    const { body } = await post('/sources/test/runs').expect(202);
    expectToFit('/v1/sources/{id}/runs', body, 'post');
    await endOf(body.id);
    source.collectWith = async function* nothing() {};
    const held = await collect();
    expect(held).toMatchObject({ state: 'held-back', loss: null });
    expectToFit('/v1/runs/{id}', held);
    expectToFit('/v1/sources', (await get('/sources')).body);
    const accepted = await post(`/runs/${held.id}/accept`).expect(202);
    expectToFit('/v1/runs/{id}/accept', accepted.body, 'post');
    expect(accepted.body).toMatchObject({ accepts: held.id });
    expect(await endOf(accepted.body.id)).toMatchObject({
      state: 'succeeded',
    });
    await post(`/runs/${held.id}/accept`).expect(409);
    source.collectWith = async function* endless() {
      await new Promise(() => {});
      yield {};
    };
    const started = await post('/sources/test/runs', {
      from: '2026-05-01',
      dryRun: true,
    });
    expect(started.body).toMatchObject({ trigger: 'backfill', dryRun: true });
    const cancelled = await post(`/runs/${started.body.id}/cancel`).expect(202);
    expectToFit('/v1/runs/{id}/cancel', cancelled.body, 'post');
    const yaml = JSON.stringify(kpiEntity('mttr'));
    const posts = [
      ['/v1/definitions/check', { yaml }],
      ['/v1/definitions/try', { yaml, entityRef: a }],
    ] as const;
    for (const [path, draft] of posts) {
      const answer = await request(server)
        .post(`/api/kpi-tree${path}`)
        .send(draft)
        .expect(200);
      expectToFit(path, answer.body, 'post');
    }
    const scores = await post('/scores', {
      entityRefs: [a, 'component:default/none'],
    }).expect(200);
    expectToFit('/v1/scores', scores.body, 'post');
    expect(scores.body.items).toMatchObject([
      { entityRef: a, tree: 'tree', score: 100, counts: { 'on-target': 1 } },
      { entityRef: 'component:default/none', tree: null },
    ]);
    const pushed = await push([{ entityRef: a, kpi: 'x' }]);
    expectToFit('/v1/measurements', pushed.body, 'post');
    const imported = await importCsv('entityRef,kpi,period,value\n');
    expectToFit('/v1/measurements/import', imported.body, 'post');
    expect(
      [
        ...paths.map(([path]) => path),
        ...posts.map(([path]) => path),
        '/v1/scores',
        // One that there is: see reviewRoutes.test.ts
        '/v1/reviews/{id}',
        '/v1/reviews/{id}/changes',
        // One that there is: see actionRoutes.test.ts
        '/v1/actions/{id}',
        '/v1/actions/{id}/changes',
        // A picture: see badgeRoutes.test.ts
        '/v1/badges/{kind}/{namespace}/{name}.svg',
        '/v1/measurements',
        '/v1/measurements/import',
        '/v1/sources/{id}/runs',
        '/v1/runs/{id}/accept',
        '/v1/runs/{id}/cancel',
      ].sort(),
    ).toEqual(Object.keys(spec.paths).sort());
  });

  it('answers lists page by page', async () => {
    const names = ['one', 'three', 'two', 'zero'];
    const { get, collect } = await startBackend({
      entities: [
        ...defaultEntities,
        ...names.map(name => kpiEntity(name, { owner: 'group:x/y' })),
      ],
    });
    for (let i = 0; i < 3; i++) {
      await collect();
    }
    for (const [path, keyOf] of [
      ['/kpis', (item: Record<string, string>) => item.name],
      [
        '/definitions/problems',
        (item: Record<string, string>) => item.entityRef,
      ],
      ['/runs', (item: Record<string, string>) => item.id],
    ] as const) {
      const all = await get(`${path}?limit=100`).expect(200);
      expect(all.body.nextCursor).toBeUndefined();
      const pages: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await get(
          `${path}?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        ).expect(200);
        expect(body.items.length).toBeLessThanOrEqual(2);
        pages.push(...body.items.map(keyOf));
        cursor = body.nextCursor;
      } while (cursor);
      expect(pages.length).toBeGreaterThan(2);
      expect(pages).toEqual(all.body.items.map(keyOf));
      const { body } = await get(`${path}?cursor=nonsense`).expect(400);
      expect(body.error.message).toBe(
        'cursor is nonsense: use the nextCursor of the page before',
      );
    }
  });

  it('answers 304 where nothing has changed since', async () => {
    const { get, collect } = await startBackend();
    await collect();
    for (const path of [
      '/scorecards/component/default/a',
      '/scorecards/all',
      '/series/component/default/a/mttr',
      '/kpis/mttr/members',
      '/kpis',
    ]) {
      const { headers } = await get(path).expect(200);
      const again = await get(path)
        .set('If-None-Match', headers.etag)
        .expect(304);
      expect(again.text).toBe('');
      await get(path).set('If-None-Match', '"other"').expect(200);
    }
  });
});
