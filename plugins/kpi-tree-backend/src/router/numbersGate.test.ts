import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { spec } from '../schema/openapi.generated';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { numbersGate } from './numbersGate';

/** A router behind the gate that answers everything. */
function gated(
  state: 'ready' | 'computing' | 'elsewhere',
  faults: KpiTreeConfig['faults'] = {},
) {
  const arithmetic = {
    state: async () => state,
  } as unknown as StoredArithmetic;
  return express()
    .use(numbersGate(arithmetic, { faults }))
    .use('/', (_req, res) => res.json({ ok: true }))
    .use(mockErrorHandler());
}

/** A path of each route, as an example of a service. */
const paths = Object.entries(spec.paths).flatMap(([path, operations]) =>
  Object.keys(operations)
    .filter(method => method !== 'parameters')
    .map(method => [
      method,
      path
        .replace('{kind}', 'component')
        .replace('{namespace}', 'default')
        .replace(/\{\w+\}/g, 'x'),
    ]),
);

/** The routes that answer nothing, and what they answer instead. */
async function closedRoutes(app: express.Express) {
  const closed = [];
  for (const [method, path] of paths) {
    const { status, headers, body } = await (request(app) as any)[method](path);
    if (status !== 200) {
      closed.push({
        route: `${method} ${path}`,
        answer: {
          status,
          retryAfter: headers['retry-after'],
          name: body.error.name,
          message: body.error.message,
        },
      });
    }
  }
  return {
    routes: closed.map(({ route }) => route).sort(),
    answers: [
      ...new Set(closed.map(({ answer }) => JSON.stringify(answer))),
    ].map(text => JSON.parse(text)),
  };
}

const OF_MANY = [
  'get /v1/actions',
  'get /v1/actions/counts',
  'get /v1/actions/x',
  'get /v1/actions/x/changes',
  'get /v1/breakdown-columns/x',
  'get /v1/breakdowns/all/x',
  'get /v1/breakdowns/component/default/x/x',
  'get /v1/check-ins/missing',
  'get /v1/class-scorecards/all',
  'get /v1/class-scorecards/component/default/x',
  'get /v1/contributions/all/x',
  'get /v1/contributions/component/default/x/x',
  'get /v1/heatmap',
  'get /v1/insights',
  'get /v1/kpis/x/members',
  'get /v1/owned',
  'get /v1/quality',
  'get /v1/record-changes/all/x',
  'get /v1/record-changes/component/default/x/x',
  'get /v1/records/all/x',
  'get /v1/records/component/default/x/x',
  'get /v1/reviews',
  'get /v1/reviews/x',
  'get /v1/reviews/x/changes',
  'get /v1/scorecard-classes/all',
  'get /v1/scorecard-classes/component/default/x',
  'get /v1/scorecards/all',
  'get /v1/scorecards/all/contributions',
  'get /v1/scorecards/all/history',
  'get /v1/series/all/x',
  'post /v1/actions',
  'post /v1/reviews',
  'post /v1/scores',
  'put /v1/actions/x',
  'put /v1/reviews/x',
];

const OF_ONE = [
  'get /v1/badges/component/default/x.svg',
  'get /v1/scorecards/component/default/x',
  'get /v1/scorecards/component/default/x/contributions',
  'get /v1/scorecards/component/default/x/history',
  'get /v1/series/component/default/x/x',
];

const OF_DAYS = [
  'delete /v1/changes',
  'delete /v1/comments/x',
  'delete /v1/exceptions',
  'delete /v1/measurements',
  'get /v1/changes',
  'get /v1/check-ins',
  'get /v1/comments',
  'get /v1/comments/x',
  'get /v1/comments/x/changes',
  'get /v1/exceptions',
  'post /v1/changes',
  'post /v1/check-ins',
  'post /v1/comments',
  'post /v1/definitions/try',
  'post /v1/exceptions',
  'post /v1/measurements',
  'post /v1/measurements/import',
  'post /v1/runs/x/accept',
  'post /v1/sources/x/runs',
  'put /v1/comments/x',
];

describe('the gate before numbers', () => {
  it('answers everything where all is right', async () => {
    expect((await closedRoutes(gated('ready'))).routes).toEqual([]);
  });

  it('keeps what is made of many series back while they are computed again', async () => {
    const { routes, answers } = await closedRoutes(gated('computing'));
    expect(routes).toEqual(OF_MANY);
    expect(answers).toEqual([
      {
        status: 503,
        retryAfter: '5',
        name: 'ComputingError',
        message: expect.stringMatching(/recomputed after an upgrade/),
      },
    ]);
    expect((await closedRoutes(gated('elsewhere'))).routes).toEqual(OF_MANY);
  });

  it('keeps all numbers back where they would be judged wrongly', async () => {
    const { routes, answers } = await closedRoutes(
      gated('ready', { judgement: 'kpiTree.tolerance is 7' }),
    );
    expect(routes).toEqual([...OF_MANY, ...OF_ONE].sort());
    expect(answers).toEqual([
      {
        status: 503,
        retryAfter: '5',
        name: 'MisconfiguredError',
        message: 'kpiTree.tolerance is 7',
      },
    ]);
  });

  it('takes nothing in where nobody knows what day it is', async () => {
    const { routes } = await closedRoutes(
      gated('ready', { calendar: 'kpiTree.timeZone is Nowhere' }),
    );
    expect(routes).toEqual([...OF_MANY, ...OF_ONE, ...OF_DAYS].sort());
  });

  it('keeps back nothing for a fault that is about no number', async () => {
    const app = gated('ready', { retention: 'kpiTree.retention.foldAfter' });
    expect((await closedRoutes(app)).routes).toEqual([]);
  });

  it.each([
    '/v1/scorecards/system/default/payments',
    '/V1/Scorecards/Domain/default/payments',
    '/v1/scorecards/syst%65m/default/payments/history',
    '/v1/series/group/default/payments/mttr',
    '/v1/badges/system/default/payments.svg',
    '/v1/a-route-to-come',
    '/v1/kpis/mttr/members/',
  ])('is not passed by %s', async path => {
    const statusOf = async (state: 'computing' | 'ready') =>
      (await request(gated(state)).get(path)).status;
    expect([await statusOf('computing'), await statusOf('ready')]).toEqual([
      503, 200,
    ]);
  });

  it.each(['/openapi.json', '/v1/%E0%A4%A'])(
    'leaves %s, which is no route, to the router',
    async path => {
      expect((await request(gated('computing')).get(path)).status).toBe(200);
    },
  );
});
