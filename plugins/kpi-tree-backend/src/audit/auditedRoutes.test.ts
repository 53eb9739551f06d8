import { DefaultAuditorService } from '@backstage/backend-defaults/auditor';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { once } from 'node:events';
import request from 'supertest';
import { kpiEntity } from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startPortal, tokens } from '../__testUtils__/portalWithPolicy';
import { spec } from '../schema/openapi.generated';

jest.setTimeout(120_000);

type AuditEvent = Parameters<
  Parameters<typeof DefaultAuditorService.create>[0]
>[0] & { error?: Error };

const base = '/api/kpi-tree/v1';
const a = 'component:default/a';

/** @param isAllowed - whether users may do what has a permission of its own */
async function startBackend(isAllowed = true) {
  const events: AuditEvent[] = [];
  const source = new FakeSource('test');
  const { server, signIn } = await startPortal(
    {
      handle: async ({ permission }) => ({
        result:
          isAllowed || !permission.name.startsWith('kpi-tree.')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }),
    },
    [
      createServiceFactory({
        service: coreServices.auditor,
        deps: {
          auth: coreServices.auth,
          httpAuth: coreServices.httpAuth,
          plugin: coreServices.pluginMetadata,
        },
        factory: deps =>
          DefaultAuditorService.create(event => {
            if (event.plugin === 'kpi-tree') {
              events.push(event);
            }
          }, deps),
      }),
      createBackendModule({
        pluginId: 'kpi-tree',
        moduleId: 'test-source',
        register(env) {
          env.registerInit({
            deps: { sources: kpiTreeSourcesExtensionPoint },
            async init({ sources }) {
              sources.addSource(source);
            },
          });
        },
      }),
    ],
  );
  const jane = await signIn();
  /** The audit log of what a call does. */
  const audited = async (call: request.Test, token = jane) => {
    events.length = 0;
    const { status, body } = await call.set('Authorization', `Bearer ${token}`);
    return {
      status,
      body,
      log: events.map(({ plugin: _, request: __, actor, error, ...event }) => ({
        ...event,
        actor: actor.actorId,
        ...(error === undefined ? {} : { error: String(error) }),
      })),
    };
  };
  return { server, source, audited };
}

const yaml = JSON.stringify(kpiEntity('draft'));
const measurement = { entityRef: a, kpi: 'mttr', period: '2026-04-10' };

/** A call of each route that writes, and what of it is known before it is done. */
const writes: Record<
  string,
  {
    call: (server: Parameters<typeof request>[0]) => request.Test;
    log: { eventId: string; severityLevel: string; meta?: object };
  }
> = {
  'POST /v1/measurements': {
    call: server =>
      request(server)
        .post(`${base}/measurements`)
        .send({ source: 'ci', measurements: [{ ...measurement, value: 1 }] }),
    log: {
      eventId: 'measurements-write',
      severityLevel: 'medium',
      meta: { queryType: 'push', source: 'ci', dryRun: false },
    },
  },
  'DELETE /v1/measurements': {
    call: server =>
      request(server).delete(`${base}/measurements`).query({
        entityRef: a,
        kpi: 'mttr',
        from: '2026-04-01',
        to: '2026-04-30',
      }),
    log: {
      eventId: 'measurements-delete',
      severityLevel: 'high',
      meta: {
        entityRef: a,
        kpi: 'mttr',
        from: '2026-04-01',
        to: '2026-04-30',
        setAside: false,
        dryRun: false,
      },
    },
  },
  'POST /v1/measurements/import': {
    call: server =>
      request(server)
        .post(`${base}/measurements/import?dryRun=true`)
        .set('Content-Type', 'text/csv')
        .send(`entityRef,kpi,period,value\n${a},mttr,2026-04-10,1\n`),
    log: {
      eventId: 'measurements-write',
      severityLevel: 'low',
      meta: { queryType: 'import', source: 'import', dryRun: true },
    },
  },
  'POST /v1/changes': {
    call: server =>
      request(server).post(`${base}/changes`).send({
        scope: a,
        kpi: 'mttr',
        date: '2026-04-10',
        reason: 'On-call around the clock',
      }),
    log: {
      eventId: 'change-declare',
      severityLevel: 'medium',
      meta: { scope: a, kpi: 'mttr', date: '2026-04-10' },
    },
  },
  'DELETE /v1/changes': {
    call: server =>
      request(server)
        .delete(`${base}/changes`)
        .query({ scope: a, kpi: 'mttr', date: '2026-04-10' }),
    log: {
      eventId: 'change-withdraw',
      severityLevel: 'medium',
      meta: { scope: a, kpi: 'mttr', date: '2026-04-10' },
    },
  },
  'POST /v1/actions': {
    call: server =>
      request(server)
        .post(`${base}/actions`)
        .send({
          subject: { scope: a, kpi: 'mttr' },
          fields: { title: 'x', owner: 'user:default/jane', state: 'proposed' },
        }),
    log: {
      eventId: 'action-create',
      severityLevel: 'medium',
      meta: { scope: a, kpi: 'mttr' },
    },
  },
  'PUT /v1/actions/{id}': {
    call: server =>
      request(server)
        .put(`${base}/actions/none`)
        .set('If-Match', '"1"')
        .send({ title: 'x', owner: 'user:default/jane', state: 'proposed' }),
    log: {
      eventId: 'action-update',
      severityLevel: 'medium',
      meta: { id: 'none', version: 1 },
    },
  },
  'POST /v1/comments': {
    call: server =>
      request(server).post(`${base}/comments`).send({
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
        text: 'A migration',
      }),
    log: {
      eventId: 'comment-create',
      severityLevel: 'medium',
      meta: {
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
      },
    },
  },
  'POST /v1/reviews': {
    call: server =>
      request(server).post(`${base}/reviews`).send({
        scope: a,
        tree: 'tree',
        periodType: 'month',
        period: '2026-04-01',
      }),
    log: {
      eventId: 'review-begin',
      severityLevel: 'medium',
      meta: { scope: a, tree: 'tree', period: '2026-04-01' },
    },
  },
  'PUT /v1/reviews/{id}': {
    call: server =>
      request(server)
        .put(`${base}/reviews/none`)
        .set('If-Match', '"1"')
        .send({ notes: 'Words', decisions: [] }),
    log: {
      eventId: 'review-write',
      severityLevel: 'medium',
      meta: { id: 'none', version: 1 },
    },
  },
  'POST /v1/check-ins': {
    call: server =>
      request(server).post(`${base}/check-ins`).send({
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
        text: 'It comes right',
        confidence: 'on-track',
      }),
    log: {
      eventId: 'check-in-create',
      severityLevel: 'medium',
      meta: {
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
        confidence: 'on-track',
      },
    },
  },
  'POST /v1/exceptions': {
    call: server =>
      request(server).post(`${base}/exceptions`).send({
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
        reason: 'A flood',
      }),
    log: {
      eventId: 'exception-declare',
      severityLevel: 'medium',
      meta: {
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
      },
    },
  },
  'DELETE /v1/exceptions': {
    call: server =>
      request(server).delete(`${base}/exceptions`).query({
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
      }),
    log: {
      eventId: 'exception-withdraw',
      severityLevel: 'medium',
      meta: {
        scope: a,
        kpi: 'mttr',
        periodType: 'month',
        period: '2026-04-01',
      },
    },
  },
  'PUT /v1/comments/{id}': {
    call: server =>
      request(server)
        .put(`${base}/comments/none`)
        .set('If-Match', '"1"')
        .send({ text: 'Another one' }),
    log: {
      eventId: 'comment-update',
      severityLevel: 'medium',
      meta: { id: 'none', version: 1 },
    },
  },
  'DELETE /v1/comments/{id}': {
    call: server =>
      request(server).delete(`${base}/comments/none`).set('If-Match', '"1"'),
    log: {
      eventId: 'comment-delete',
      severityLevel: 'medium',
      meta: { id: 'none', version: 1 },
    },
  },
  'PUT /v1/message-preferences': {
    call: server => request(server).put(`${base}/message-preferences`).send({}),
    log: { eventId: 'message-preferences-write', severityLevel: 'medium' },
  },
  'POST /v1/follows': {
    call: server =>
      request(server).post(`${base}/follows`).send({ scope: a, kpi: 'mttr' }),
    log: {
      eventId: 'follow',
      severityLevel: 'medium',
      meta: { scope: a, kpi: 'mttr' },
    },
  },
  'DELETE /v1/follows': {
    call: server =>
      request(server)
        .delete(`${base}/follows`)
        .query({ scope: a, kpi: 'mttr' }),
    log: {
      eventId: 'unfollow',
      severityLevel: 'medium',
      meta: { scope: a, kpi: 'mttr' },
    },
  },
  'POST /v1/definitions/check': {
    call: server =>
      request(server).post(`${base}/definitions/check`).send({ yaml }),
    log: { eventId: 'definition-check', severityLevel: 'low' },
  },
  'POST /v1/definitions/try': {
    call: server =>
      request(server)
        .post(`${base}/definitions/try`)
        .send({ yaml, entityRef: a }),
    log: {
      eventId: 'definition-try',
      severityLevel: 'low',
      meta: { entityRef: a },
    },
  },
  'POST /v1/sources/{id}/runs': {
    call: server =>
      request(server).post(`${base}/sources/test/runs`).send({ dryRun: true }),
    log: {
      eventId: 'run-start',
      severityLevel: 'medium',
      meta: { source: 'test', dryRun: true },
    },
  },
  'POST /v1/runs/{id}/accept': {
    call: server => request(server).post(`${base}/runs/none/accept`),
    log: {
      eventId: 'run-accept',
      severityLevel: 'high',
      meta: { held: 'none' },
    },
  },
  'POST /v1/runs/{id}/cancel': {
    call: server => request(server).post(`${base}/runs/none/cancel`),
    log: {
      eventId: 'run-cancel',
      severityLevel: 'medium',
      meta: { run: 'none' },
    },
  },
};

const refused = expect.stringMatching(/^NotAllowedError: .*(ask|may not)/);

/** How those end that need no permission of their own. */
const withoutPermission: Record<string, [number, object]> = {
  'POST /v1/definitions/check': [
    200,
    { meta: { kpi: 'draft', problems: 0 }, status: 'succeeded' },
  ],
  'PUT /v1/message-preferences': [200, { status: 'succeeded' }],
  'POST /v1/follows': [201, { status: 'succeeded' }],
  'DELETE /v1/follows': [204, { status: 'succeeded' }],
};

/** Routes that are no `get` only because of what is asked. */
const reads = ['POST /v1/scores'];

it('knows every route that writes', () => {
  const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter(method => ['post', 'put', 'patch', 'delete'].includes(method))
      .map(method => `${method.toUpperCase()} ${path}`),
  );
  expect([...Object.keys(writes), ...reads].sort()).toEqual(operations.sort());
});

describe('the audit log of routes', () => {
  it.each(Object.entries(writes))(
    'has %s, also where it is refused: who, what and why',
    async (route, { call, log }) => {
      const { server, audited } = await startBackend(false);
      const { status, log: found } = await audited(call(server));
      const event = { ...log, actor: 'user:default/jane' };
      const [right, ending] = withoutPermission[route] ?? [
        403,
        { status: 'failed', error: refused },
      ];
      expect(status).toBe(right);
      expect(found).toEqual([
        { ...event, status: 'initiated' },
        { ...event, ...ending },
      ]);
    },
  );

  it('has how much was written, also by a token, and in part', async () => {
    const { server, audited } = await startBackend();
    const sent = await audited(
      request(server)
        .post(`${base}/measurements`)
        .send({
          source: 'ci',
          measurements: [
            { ...measurement, value: 1 },
            { ...measurement, value: 2, period: '2026-04-11' },
            { ...measurement, value: 3, kpi: 'deployments' },
            { ...measurement, value: 'a lot' },
          ],
        }),
      tokens.ci,
    );
    expect(sent.log).toMatchObject([
      { status: 'initiated' },
      {
        eventId: 'measurements-write',
        status: 'succeeded',
        actor: 'ci',
        meta: {
          queryType: 'push',
          source: 'ci',
          dryRun: false,
          rowsRead: 4,
          rowsRejected: 1,
          measurementsWritten: 3,
          kpis: { mttr: 2, deployments: 1 },
          entityCount: 1,
          entities: [a],
        },
      },
    ]);

    // A file that turns out to be none
    const broken = await audited(
      request(server)
        .post(`${base}/measurements/import`)
        .set('Content-Type', 'text/csv')
        .send('a,b\n1,2\n'),
    );
    expect(broken.status).toBe(400);
    expect(broken.log[1]).toMatchObject({
      status: 'failed',
      meta: { queryType: 'import', measurementsWritten: 0 },
      error: expect.stringContaining('name the columns'),
    });
  });

  it('has which run was started and cancelled, and what was tried', async () => {
    const { server, source, audited } = await startBackend();
    const endOf = async (id: string) => {
      for (;;) {
        const { body } = await audited(
          request(server).get(`${base}/runs/${id}`),
        );
        if (body.state !== 'running') {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    source.collectWith = async function* endless({ signal }) {
      await once(signal, 'abort');
    };
    const started = await audited(
      request(server).post(`${base}/sources/test/runs`).send({ dryRun: true }),
    );
    const { id } = started.body;
    expect(started.log[1]).toMatchObject({
      status: 'succeeded',
      meta: { source: 'test', dryRun: true, run: id },
    });
    const cancelled = await audited(
      request(server).post(`${base}/runs/${id}/cancel`),
    );
    expect(cancelled.log[1]).toMatchObject({
      status: 'succeeded',
      meta: { run: id, source: 'test', measurementsWritten: 0 },
    });
    // What a run would have taken away, and who let it
    source.collectWith = undefined;
    source.batches = [
      { measurements: [{ ...measurement, value: 1, weight: 1 }] },
    ];
    const collect = async () => {
      const { body } = await audited(
        request(server).post(`${base}/sources/test/runs`).send({}),
      );
      await endOf(body.id);
      return body.id;
    };
    await endOf(id);
    await collect();
    source.batches = [];
    const held = await collect();
    const accepted = await audited(
      request(server).post(`${base}/runs/${held}/accept`),
    );
    expect(accepted.log[1]).toMatchObject({
      status: 'succeeded',
      actor: 'user:default/jane',
      meta: {
        held,
        source: 'test',
        run: accepted.body.id,
        removed: 0,
        reduced: 0,
      },
    });
    await endOf(accepted.body.id);
    source.batches = [
      {
        rowsRead: 7,
        measurements: [{ ...measurement, kpi: 'draft', value: 1, weight: 1 }],
      },
    ];
    const draft = JSON.stringify(kpiEntity('draft'));
    const tried = await audited(
      request(server)
        .post(`${base}/definitions/try`)
        .send({ yaml: draft, entityRef: a }),
    );
    expect(tried.log[1]).toMatchObject({
      status: 'succeeded',
      meta: { entityRef: a, kpi: 'draft', rowsRead: 7, measurements: 1 },
    });
  });

  it('is not asked where nobody knows who calls', async () => {
    const { server } = await startBackend();
    for (const { call } of Object.values(writes)) {
      expect((await call(server)).status).toBe(401);
    }
  });
});
