/**
 * A Prometheus that had no samples for a part of April, in a real backend: the month is
 * not judged, and says how much of it is known.
 */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import { Run, Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import request from 'supertest';
import prometheusModule from '.';

jest.setTimeout(120_000);

const entity = (kind: string, name: string, spec: object): Entity => ({
  apiVersion: kind.startsWith('Kpi')
    ? 'kpi-tree.io/v1alpha1'
    : 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title: name, description: name },
  spec: { lifecycle: 'production', owner: 'group:default/owners', ...spec },
});

const entities = [
  entity('Group', 'owners', { type: 'team', children: [] }),
  entity('Component', 'payments', { type: 'service' }),
  entity('Kpi', 'errors', {
    unit: '1',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    target: 300,
    threshold: 400,
    source: { id: 'metrics', query: 'errors', label: 'service' },
  }),
  entity('KpiTree', 'tree', {
    appliesTo: { kind: 'Component' },
    root: {
      id: 'goal',
      kind: 'goal',
      title: 'Goal',
      children: [{ kpi: 'errors' }],
    },
  }),
];

/** Ten errors a day, of which there are samples on the days that are given. */
async function startPrometheus(hasSamples: (day: string) => boolean) {
  const server: Server = createServer((req, res) => {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      const time = Number(new URLSearchParams(body).get('time'));
      const day = new Date((time - 1) * 1_000).toISOString().slice(0, 10);
      res.setHeader('Content-Type', 'application/json');
      res.end(
        JSON.stringify({
          status: 'success',
          data: {
            resultType: 'vector',
            result: hasSamples(day)
              ? [{ metric: { service: 'payments' }, value: [time, '10'] }]
              : [],
          },
        }),
      );
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function pointsOf(
  hasSamples: (day: string) => boolean,
  history: object,
): Promise<string[]> {
  const prometheus = await startPrometheus(hasSamples);
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      prometheusModule,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          kpiTree: {
            asOf: '2026-05-15',
            http: { allow: ['127.0.0.1'] },
            prometheus: {
              sources: [
                {
                  id: 'metrics',
                  url: `http://${prometheus.host}`,
                  history,
                  entities: { byName: true },
                },
              ],
            },
          },
        },
      }),
    ],
  });
  try {
    const api = '/api/kpi-tree/v1';
    const started = await request(backend.server)
      .post(`${api}/sources/metrics/runs`)
      .send({})
      .expect(202);
    let run: Run;
    do {
      await new Promise(resolve => setTimeout(resolve, 20));
      run = (
        await request(backend.server).get(`${api}/runs/${started.body.id}`)
      ).body;
    } while (run.state === 'running');
    expect(run.state).toBe('succeeded');
    const { body } = await request(backend.server)
      .get(`${api}/series/component/default/payments/errors`)
      .expect(200);
    return (body as Series).points.map(
      ({ period: start, value, status, score, known }) =>
        `${start.slice(0, 7)} ${value} ${status} ${score}${
          known ? ` ${known.days} of ${known.of}` : ''
        }`,
    );
  } finally {
    await backend.stop();
    await prometheus.stop();
  }
}

describe('a month of which a Prometheus had samples on some days', () => {
  it('is not judged (case 14)', async () => {
    expect(await pointsOf(day => day < '2026-04-11', { days: 75 })).toEqual([
      '2026-03 310 at-risk 95',
      '2026-04 100 incomplete null 10 of 30',
      '2026-05 null no-data null',
    ]);
  });

  it('is the first of a history that begins in it, and one with a few gaps is judged', async () => {
    const gaps = ['2026-04-03', '2026-04-17', '2026-04-30'];
    expect(await pointsOf(day => !gaps.includes(day), { days: 90 })).toEqual([
      '2026-02 150 incomplete null 15 of 28',
      '2026-03 310 at-risk 95',
      '2026-04 270 on-target 100 27 of 30',
      '2026-05 140 on-target 100',
    ]);
  });
});
