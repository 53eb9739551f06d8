/** What owners write in annotations changes no question to a Prometheus. */
import { mockServices } from '@backstage/backend-test-utils';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  Measurement,
  SourceEntity,
  SourceHttp,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import { prometheusSourceSchema } from './config';
import { PrometheusSource } from './PrometheusSource';

jest.setTimeout(60_000);

const real = process.env.KPI_TREE_TEST_PROMETHEUS_URL;

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '"} or vector(1) or x{a="',
    `'} or up or x{a='`,
    'checkout"} or up{service="',
    '.*',
    'checkout|search',
    '\\',
    '$period',
    '$label',
    '}',
    '# comment',
    '\n',
    '__proto__',
    '__name__',
    '&query=up',
    '\u0000',
  ),
);

/** Notes what it is asked, and answers as somebody else does. */
function listening(http: SourceHttp) {
  const asked: string[] = [];
  const listener: SourceHttp = {
    request(request) {
      asked.push(`${request.url} ${request.body}`);
      return http.request(request);
    },
  };
  return { http: listener, asked };
}

/** Answers one series, named as a label may be named: in any way. */
const answering = (name: string): SourceHttp => ({
  request: async ({ url, body }) => {
    const at = Number(new URLSearchParams(body).get('time'));
    const metric = { service: name };
    const result = [{ metric, value: [at, '7'] }];
    const data = { resultType: 'vector', result };
    return {
      url,
      header: () => undefined,
      text: '',
      json: () => ({ status: 'success', data }),
    };
  },
});

const fetching: SourceHttp = {
  async request({ url, method, headers, body }) {
    const response = await fetch(url, { method, headers, body });
    const text = await response.text();
    return {
      url,
      header: name => response.headers.get(name) ?? undefined,
      text,
      json: () => JSON.parse(text),
    };
  },
};

async function collect(url: string, http: SourceHttp, key?: string) {
  const source = new PrometheusSource(
    {
      id: 'metrics',
      settings: prometheusSourceSchema.parse({
        url,
        entities: { annotation: 'metrics.test/name', byName: true },
      }),
    },
    http,
  );
  const owned: SourceEntity[] =
    key === undefined
      ? []
      : [
          {
            entityRef: 'component:default/hostile',
            keys: { errors: key },
            annotations: { 'metrics.test/name': key },
          },
        ];
  const measurements: Measurement[] = [];
  for await (const batch of source.collect({
    kpis: [
      {
        name: 'errors',
        spec: { grain: 'day', period: 'month', unit: '1' } as KpiSpec,
        settings: source.settings.parse({
          label: 'service',
          query: 'sum by (service) (increase(http_requests_total[$period]))',
        }),
      },
    ],
    entities: [{ entityRef: 'component:default/checkout', keys: {} }, ...owned],
    from: new Date('2026-04-01'),
    to: new Date('2026-04-02'),
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    measurements.push(...(batch.measurements ?? []));
  }
  return measurements;
}

const isOther = (key: string) => !['checkout', 'search'].includes(key);

describe('questions to a Prometheus', () => {
  it('are the same whatever stands in annotations', async () => {
    const url = 'https://prometheus.test/prefix';
    const plain = listening(answering('checkout'));
    await collect(url, plain.http);
    await fc.assert(
      fc.asyncProperty(hostile.filter(isOther), async key => {
        const { http, asked } = listening(answering('checkout'));
        const found = await collect(url, http, key);
        expect(asked).toEqual(plain.asked);
        expect(found.map(one => one.entityRef)).toEqual([
          'component:default/checkout',
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('match a name that is hostile, and only it', async () => {
    await fc.assert(
      fc.asyncProperty(hostile.filter(isOther), hostile, async (key, name) => {
        fc.pre(key !== '' && isOther(name) && name !== 'hostile');
        fc.pre(!name.startsWith('component:'));
        const found = await collect('https://a.test', answering(name), key);
        expect(found.map(one => one.entityRef)).toEqual(
          name === key ? ['component:default/hostile'] : [],
        );
      }),
      { numRuns: 300 },
    );
  });

  if (!real) {
    it.todo('mean the same to a real Prometheus');
  }

  it.each(real ? [real] : [])('mean the same to the one at %s', async url => {
    const { http, asked } = listening(fetching);
    const plain = await collect(url, http);
    const [question] = asked.splice(0);
    expect(plain.map(one => [one.entityRef, one.value])).toEqual([
      ['component:default/checkout', expect.any(Number)],
    ]);
    await fc.assert(
      fc.asyncProperty(hostile.filter(isOther), async key => {
        expect(await collect(url, http, key)).toEqual(plain);
        expect(new Set(asked)).toEqual(new Set([question]));
      }),
      { numRuns: 50 },
    );
  });
});
