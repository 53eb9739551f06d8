/** The queries behind a value, in a real backend, run again by hand. */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import {
  MeasuredQuery,
  RecordPage,
  Run,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
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

const kpi = (name: string, source: object, more: object = {}) =>
  entity('Kpi', name, {
    unit: '%',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'mean', overEntities: 'mean' },
    target: 3,
    threshold: 4,
    source: { id: 'metrics', label: 'service', ...source },
    ...more,
  });

const increase = (what = '') =>
  `sum by (service) (increase(http_requests_total${what}[$period]))`;

const kpis = [
  kpi('share', {
    numerator: increase('{code="500"}'),
    denominator: increase(),
  }),
  kpi('rate', {
    query: `100 * ${increase('{code="500"}')} / ${increase()}`,
    weight: increase(),
  }),
  kpi('daily', { query: increase() }, { unit: '1', period: 'day' }),
];

const entities = [
  entity('Group', 'owners', { type: 'team', children: [] }),
  entity('Component', 'find', { type: 'service' }),
  ...kpis,
  entity('KpiTree', 'tree', {
    appliesTo: { kind: 'Component' },
    root: {
      id: 'goal',
      kind: 'goal',
      title: 'Goal',
      children: kpis.map(({ metadata }) => ({ kpi: metadata.name })),
    },
  }),
];

const graphUrl =
  'https://grafana.example.com/explore?left={"expr":"{queryJson}"}&from={fromMs}&to={toMs}';

/** A portal that has collected from a Prometheus, in the middle of the 15th of April. */
async function collected(url: string) {
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
            asOf: '2026-04-15T12:00:00Z',
            timeZone: 'Europe/Berlin',
            completenessFloor: 0,
            http: { allow: [new URL(url).host] },
            prometheus: {
              sources: [
                {
                  id: 'metrics',
                  description: 'All services',
                  url,
                  headers: { Authorization: 'Bearer secret' },
                  graphUrl,
                  history: { days: 40 },
                  entities: { map: { search: 'component:default/find' } },
                },
              ],
            },
          },
        },
      }),
    ],
  });
  const api = '/api/kpi-tree/v1';
  const get = async <T>(path: string): Promise<T> =>
    (await request(backend.server).get(`${api}${path}`).expect(200)).body;
  const started = await request(backend.server)
    .post(`${api}/sources/metrics/runs`)
    .send({})
    .expect(202);
  let run: Run;
  do {
    await new Promise(resolve => setTimeout(resolve, 20));
    run = await get(`/runs/${started.body.id}`);
  } while (run.state === 'running');
  expect(run.state).toBe('succeeded');
  return { backend, get, run };
}

/** What a query gives for the service `search`, asked as a person would do it. */
async function resultsOf(url: string, { text, evaluations }: MeasuredQuery) {
  return Promise.all(
    evaluations.map(async ({ at }) => {
      const asked = new URL(`${url}/api/v1/query`);
      asked.searchParams.set('query', text);
      asked.searchParams.set('time', at);
      const { data } = await (await fetch(asked)).json();
      const [found] = data.result.filter(
        ({ metric }: { metric: { service: string } }) =>
          metric.service === 'search',
      );
      return Number(found.value[1]);
    }),
  );
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

const url = process.env.KPI_TREE_TEST_PROMETHEUS_URL;

// Said in the output, so that nobody takes it for tested
if (!url) {
  it.todo('shows the queries that a real Prometheus was asked');
}

describe.each(url ? [url] : [])('what the Prometheus at %s was asked', at => {
  let portal: Awaited<ReturnType<typeof collected>>;

  beforeAll(async () => {
    portal = await collected(at);
  });
  afterAll(() => portal.backend.stop());

  const recordsOf = (name: string, start: string) =>
    portal.get<RecordPage>(
      `/records/component/default/find/${name}?period=${start}`,
    );

  /** The value on the screen. */
  const valueOf = async (name: string, start: string) => {
    const { points } = await portal.get<Series>(
      `/series/component/default/find/${name}?from=${start}&to=${start}`,
    );
    return points.find(({ period }) => period === start)!.value;
  };

  /** The results of the queries for each part of a value, in order of time. */
  const partsOf = async ({ origin }: RecordPage) => {
    const parts: Record<string, number[]> = {};
    for (const query of origin!.asked!.queries) {
      parts[query.of] = [
        ...(parts[query.of] ?? []),
        ...(await resultsOf(at, query)),
      ];
    }
    return parts;
  };

  it('is said beside where it was collected, and with the names it answers', async () => {
    const page = await recordsOf('share', '2026-03-10');
    expect(page).toMatchObject({
      missing: 'not-kept',
      period: '2026-03-01',
      items: [],
      origin: {
        source: { id: 'metrics', description: 'All services' },
        collected: { run: portal.run.id },
        asked: { found: { by: 'service', names: ['search'] } },
      },
    });
    // What nobody has asked for
    expect(page.origin!.measurements).toBeLessThan(31);
    expect(JSON.stringify(page)).not.toMatch(/secret|127\.0\.0\.1/);
  });

  it('gives a ratio that is on the screen, also of the month in which clocks are changed', async () => {
    const page = await recordsOf('share', '2026-04-01');
    const { queries } = page.origin!.asked!;
    // 14 days, and the morning of the 15th
    expect(
      queries.map(({ of, evaluations }) => [of, evaluations.length]),
    ).toEqual([
      ['numerator', 14],
      ['numerator', 1],
      ['denominator', 14],
      ['denominator', 1],
    ]);
    expect(queries[1]).toMatchObject({
      language: 'promql',
      text: 'sum by (service) (increase(http_requests_total{code="500"}[50400s]))',
      evaluations: [
        {
          period: '2026-04-15',
          at: '2026-04-15T12:00:00.000Z',
          seconds: 50_400,
        },
      ],
    });
    const { numerator, denominator } = await partsOf(page);
    expect((100 * sum(numerator)) / sum(denominator)).toBeCloseTo(
      (await valueOf('share', '2026-04-01'))!,
      9,
    );
    const march = await recordsOf('rate', '2026-03-01');
    expect(
      march
        .origin!.asked!.queries.filter(({ of }) => of === 'weight')
        .map(({ text, evaluations }) => [
          /\[(.*)\]/.exec(text)![1],
          evaluations.length,
        ]),
    ).toEqual([
      ['86400s', 30],
      ['82800s', 1],
    ]);
  });

  it('gives a mean with weights that is on the screen', async () => {
    const { value, weight } = await partsOf(
      await recordsOf('rate', '2026-04-01'),
    );
    expect(value).toHaveLength(15);
    expect(
      sum(value.map((one, day) => one * weight[day])) / sum(weight),
    ).toBeCloseTo((await valueOf('rate', '2026-04-01'))!, 9);
  });

  it('gives each day that is on the screen', async () => {
    for (const day of ['2026-03-29', '2026-04-14', '2026-04-15']) {
      const { value } = await partsOf(await recordsOf('daily', day));
      expect(value).toEqual([await valueOf('daily', day)]);
    }
  });

  it('leads to its graph', async () => {
    const { origin } = await recordsOf('daily', '2026-04-02');
    const [{ text, evaluations }] = origin!.asked!.queries;
    const { searchParams, origin: host } = new URL(evaluations[0].link!);
    expect(host).toBe('https://grafana.example.com');
    expect(JSON.parse(searchParams.get('left')!)).toEqual({ expr: text });
    expect(
      ['from', 'to'].map(name =>
        new Date(Number(searchParams.get(name))).toISOString(),
      ),
    ).toEqual(['2026-04-01T22:00:00.000Z', '2026-04-02T22:00:00.000Z']);
  });

  it('is asked of a scope for each of its members', async () => {
    const page = await portal.get<RecordPage>(
      '/records/all/share?period=2026-04-01',
    );
    expect(page.origin).toMatchObject({
      measurements: 15,
      asked: { found: { by: 'service', names: ['search'] } },
    });
  });
});
