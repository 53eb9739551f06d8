/** A whole backend whose configuration is wrong: it starts, and says what is. */
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import catalogSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-catalog';
import entityFeedbackSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-entity-feedback';
import prometheusSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-prometheus';
import recordsSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records';
import scorecardSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-scorecard';
import sqlSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-sql';
import techInsightsSources from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-tech-insights';
import {
  ConfigProblem,
  Source,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import { kpiEntity } from '../__testUtils__/entities';
import { measured } from '../__testUtils__/harness';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

async function start(kpiTree: JsonObject) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const { server, get } = await startBackend({
    kpiTree,
    entities: [
      ...defaultEntities,
      kpiEntity('mtta', { source: { id: 'incidents' } }),
    ],
    features: [
      catalogSources,
      entityFeedbackSources,
      prometheusSources,
      recordsSources,
      scorecardSources,
      sqlSources,
      techInsightsSources,
      logger.factory,
    ],
  });
  const { body: status } = await get('/status').expect(200);
  const { body: listed } = await get('/sources').expect(200);
  const logged = [...logger.error.mock.calls, ...logger.warn.mock.calls]
    .map(([message]) => String(message))
    .filter(message => message.startsWith('Configuration: '));
  return {
    server,
    get,
    logged,
    numbers: status.numbers,
    problems: status.problems as ConfigProblem[],
    sources: listed.items as Source[],
  };
}

const right = { always: [a] };

describe('a backend whose configuration is wrong', () => {
  it('collects what is right, and lists what is not with its mistakes', async () => {
    const { server, get, sources, problems, logged, numbers } = await start({
      asOf: '2026-05-15',
      records: {
        sources: [
          { id: 'incidents', description: 'All', csv: 'a.csv', entities: {} },
          { id: 'releases', csv: 'b.csv', entities: right },
          'no source',
          { csv: 'c.csv', entities: right },
        ],
      },
      sql: {
        sources: [
          { id: 'warehouse', client: 'pg', queries: { q: 'select 1' } },
          {
            id: 'releases',
            client: 'pg',
            connection: 'postgres://x',
            queries: { q: 'select 1' },
          },
          {
            id: 'often',
            client: 'pg',
            connection: 'postgres://x',
            queries: { q: 'select 1' },
            schedule: {
              frequency: { cron: 'each morning' },
              timeout: { minutes: 1 },
            },
          },
        ],
      },
      prometheus: {
        sources: [
          { id: 'slo', url: 'ftp://x' },
          { id: 'metrics', url: 'https://prometheus.example.com', headers: {} },
        ],
      },
      catalog: { schedule: { frequency: { hours: 0 }, timeout: { hours: 1 } } },
      entityFeedback: { shared: 'component:default/other' },
      scorecard: { concurrency: 0 },
      techInsights: { history: 'long' },
    });
    expect(numbers).toBe('ready');
    expect(
      sources
        .filter(({ state }) => state !== 'misconfigured')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['metrics', 'test']);
    const wrong = new Map(
      sources.flatMap(({ id, state, mistakes }) =>
        state === 'misconfigured'
          ? [[id, mistakes.map(({ key }) => key)] as const]
          : [],
      ),
    );
    expect(Object.fromEntries(wrong)).toEqual({
      incidents: ['kpiTree.records.sources[0].entities'],
      'kpiTree.records.sources[2]': ['kpiTree.records.sources[2]'],
      'kpiTree.records.sources[3]': ['kpiTree.records.sources[3].id'],
      releases: [
        expect.stringMatching(/^kpiTree\.(records|sql)\.sources\[1\]$/),
      ],
      warehouse: ['kpiTree.sql.sources[0].connection'],
      often: ['kpiTree.sql.sources[2].schedule'],
      slo: ['kpiTree.prometheus.sources[0].url'],
      catalog: ['kpiTree.catalog.schedule'],
      'entity-feedback': ['kpiTree.entityFeedback.shared'],
      scorecard: ['kpiTree.scorecard.concurrency'],
      'tech-insights': ['kpiTree.techInsights.history'],
    });
    // Each once in the log, with its key
    expect(logged).toHaveLength(problems.length);
    expect(new Set(logged).size).toBe(logged.length);
    expect(problems).toContainEqual({
      key: 'kpiTree.prometheus.sources[1].headers',
      message: expect.stringContaining('Backstage leaves out'),
      severity: 'warning',
    });

    // Who asks for it is answered why
    const { body } = await request(server)
      .post('/api/kpi-tree/v1/sources/incidents/runs')
      .expect(409);
    expect(body.error.message).toContain(
      'kpiTree.records.sources[0].entities give the column',
    );
    const { body: found } = await get('/definitions/problems').expect(200);
    expect(found.items).toMatchObject([
      {
        entityRef: 'kpi:default/mtta',
        message: expect.stringContaining(
          'which is not collected, as its configuration is wrong',
        ),
      },
    ]);
    await get('/scorecards/all').expect(200);
  });

  it.each<[JsonObject, RegExp]>([
    [{ timeZone: 'Europe/Berln' }, /^kpiTree\.timeZone is Europe\/Berln: /],
    [{ asOf: 'spring' }, /^kpiTree\.asOf is spring: /],
  ])(
    'takes in, collects and shows nothing where it knows no day: %j',
    async (kpiTree, message) => {
      const { server, get, sources, problems, numbers } = await start(kpiTree);
      expect(numbers).toBe('misconfigured');
      expect(problems).toHaveLength(1);
      const unavailable = {
        name: 'MisconfiguredError',
        message: expect.stringMatching(message),
      };
      for (const path of [
        '/scorecards/all',
        `/scorecards/${a.replace(':', '/')}`,
      ]) {
        const { body } = await get(path).expect(503);
        expect(body.error).toEqual(unavailable);
      }
      const post = (path: string, sent: object) =>
        request(server).post(`/api/kpi-tree/v1${path}`).send(sent);
      const { body: pushed } = await post('/measurements', {
        source: 'ci',
        measurements: [measured(a, 'mttr', 3)],
      }).expect(503);
      expect(pushed.error).toEqual(unavailable);
      await post('/sources/test/runs', {}).expect(503);
      // What is of no day can be seen
      const { body: kpis } = await get('/kpis').expect(200);
      expect(kpis.items).toHaveLength(2);
      await get('/runs').expect(200);
      await get('/definitions/problems').expect(200);
      expect(sources.find(({ id }) => id === 'test')).toMatchObject({
        kpis: ['mttr'],
        newestAgeDays: null,
      });
    },
  );

  it('collects, and judges nothing, where it would judge wrongly', async () => {
    const { server, get, numbers } = await start({
      asOf: '2026-05-15',
      tolerance: 20,
    });
    expect(numbers).toBe('misconfigured');
    await get('/scorecards/all').expect(503);
    await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .send({})
      .expect(202);
    const { body } = await request(server)
      .post('/api/kpi-tree/v1/measurements')
      .send({ source: 'ci', measurements: [measured(a, 'mttr', 3)] })
      .expect(200);
    expect(body).toMatchObject({ measurementsWritten: 1 });
  });

  it.each<[JsonObject, string[]]>([
    [
      { library: { enabled: true, owner: 'a:b:c' } },
      ['error kpiTree.library.owner'],
    ],
    [{ http: { concurrency: 'all' } }, ['error kpiTree.http']],
    [
      { badges: { public: 'some' }, trial: { rows: -1 } },
      ['error kpiTree.trial.rows', 'error kpiTree.badges.public'],
    ],
    [
      { retention: { foldAfter: { days: 1 } } },
      ['error kpiTree.retention.foldAfter'],
    ],
    [
      { tolerence: 0.1, records: { source: [] } },
      [
        'error kpiTree.records',
        'warning kpiTree.records.source',
        'warning kpiTree.tolerence',
      ],
    ],
    [{ sql: 'warehouse' }, ['error kpiTree.sql.sources']],
    [{ records: { sources: { id: 'x' } } }, ['error kpiTree.records.sources']],
  ])('shows its numbers whatever else is wrong: %j', async (kpiTree, keys) => {
    const { get, problems, numbers } = await start({
      asOf: '2026-05-15',
      ...kpiTree,
    });
    expect(numbers).toBe('ready');
    expect(
      problems.map(({ severity, key }) => `${severity} ${key}`).sort(),
    ).toEqual([...keys].sort());
    await get('/scorecards/all').expect(200);
  });

  it('shows what is wrong to those who may see the sources', async () => {
    const { server } = await start({ asOf: '2026-05-15' });
    const { status } = await request(server)
      .get('/api/kpi-tree/v1/status')
      .set('Authorization', 'Bearer mock-none-token');
    expect(status).toBe(401);
  });
});
