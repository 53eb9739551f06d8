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
    const closed: string[] = [];
    for (const [method, path] of paths) {
      const { status, headers } = await (request(app) as any)[method](path);
      if (status !== 200) {
        expect(status).toBe(503);
        expect(headers['retry-after']).toBe('5');
        closed.push(path);
      }
    }
    expect(closed.sort()).toEqual([
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
    await request(gated(false)).get(path).expect(503);
    await request(gated(true)).get(path).expect(200);
  });

  it('leaves what is no route to the router', async () => {
    await request(gated(false)).get('/openapi.json').expect(200);
    await request(gated(false)).get('/v1/%E0%A4%A').expect(200);
  });
});
