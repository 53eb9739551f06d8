import { ServiceUnavailableError } from '@backstage/errors';
import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { spec } from '../schema/openapi.generated';
import { upgradeGate } from './upgradeGate';

/** A router behind the gate that answers everything. */
function gated(isComplete: boolean) {
  const arithmetic = {
    assertComplete: async () => {
      if (!isComplete) {
        throw new ServiceUnavailableError('being computed again');
      }
    },
  } as unknown as StoredArithmetic;
  return express()
    .use(upgradeGate(arithmetic))
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

describe('while everything is computed again', () => {
  it('answers what is of one service, and what is not evaluated', async () => {
    const app = gated(false);
    const answers = [];
    for (const [method, path] of paths) {
      const { status, headers } = await (request(app) as any)[method](path);
      answers.push({ path, status, retryAfter: headers['retry-after'] });
    }
    const closed = answers.filter(({ status }) => status !== 200);
    expect(new Set(closed.map(({ status }) => status))).toEqual(new Set([503]));
    expect(new Set(closed.map(({ retryAfter }) => retryAfter))).toEqual(
      new Set(['5']),
    );
    expect(closed.map(({ path }) => path).sort()).toEqual([
      '/v1/contributions/all/x',
      '/v1/contributions/component/default/x/x',
      '/v1/heatmap',
      '/v1/insights',
      '/v1/kpis/x/members',
      '/v1/owned',
      '/v1/quality',
      '/v1/scorecards/all',
      '/v1/scorecards/all/contributions',
      '/v1/scorecards/all/history',
      '/v1/scores',
      '/v1/series/all/x',
    ]);
  });

  it.each([
    '/v1/scorecards/system/default/payments',
    '/V1/Scorecards/Domain/default/payments',
    '/v1/scorecards/syst%65m/default/payments/history',
    '/v1/series/group/default/payments/mttr',
    '/v1/badges/system/default/payments.svg',
    '/v1/a-route-to-come',
    '/v1/kpis/mttr/members/',
  ])('does not answer %s', async path => {
    const statusOf = async (isComplete: boolean) =>
      (await request(gated(isComplete)).get(path)).status;
    expect([await statusOf(false), await statusOf(true)]).toEqual([503, 200]);
  });

  it.each(['/openapi.json', '/v1/%E0%A4%A'])(
    'leaves %s, which is no route, to the router',
    async path => {
      expect((await request(gated(false)).get(path)).status).toBe(200);
    },
  );
});
