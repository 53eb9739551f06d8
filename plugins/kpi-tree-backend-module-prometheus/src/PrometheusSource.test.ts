import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { instantOf, KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  Measurement,
  SourceEntity,
  SourceHttp,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import prometheusModule from '.';
import { prometheusSourceSchema } from './config';
import { evaluationsOf } from './evaluations';
import { PrometheusSource } from './PrometheusSource';

jest.setTimeout(60_000);

const url = process.env.KPI_TREE_TEST_PROMETHEUS_URL;

const spec = { grain: 'day', period: 'month', unit: '%' } as KpiSpec;

const entities: SourceEntity[] = [
  { entityRef: 'component:default/checkout', keys: {} },
  { entityRef: 'component:default/find', keys: { errors: 'search' } },
  { entityRef: 'component:default/monitoring', keys: {} },
];

type Options = { from?: string; to?: string; grain?: string; zone?: string };

async function collect(
  source: PrometheusSource,
  settings: object | object[],
  {
    from = '2026-04-01',
    to = '2026-04-11',
    grain = 'day',
    zone = 'UTC',
  }: Options = {},
) {
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: [settings].flat().map((one, index) => ({
      name: index ? `other-${index}` : 'errors',
      spec: { ...spec, grain } as KpiSpec,
      settings: source.settings.parse({ label: 'service', ...one }),
    })),
    entities,
    from: new Date(from),
    to: new Date(to),
    timeZone: zone,
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  return {
    measurements: batches.flatMap(batch => batch.measurements ?? []),
    errors: batches.flatMap(batch => batch.errors ?? []),
  };
}

const brief = (measurements: Measurement[]) =>
  measurements
    .map(
      ({ entityRef, period: start, value, weight }) =>
        `${entityRef.split('/')[1]} ${start} ${value!.toFixed(4)} ${Math.round(
          weight,
        )}`,
    )
    .sort();

const errors = {
  query: `100 * sum by (service) (increase(http_requests_total{code="500"}[$period]))
          / sum by (service) (increase(http_requests_total[$period]))`,
  weight: `sum by (service) (increase(http_requests_total[$period]))`,
};

type Answer = {
  metric: object;
  values: [number, string][];
  /** To which query; to each if not given. */
  to?: string;
};

/** A server that gives prepared answers, and records its requests. */
function fakeHttp(answers: Answer[], warnings?: string[]) {
  const asked: URLSearchParams[] = [];
  const http: SourceHttp = {
    async request({ url: from, body }) {
      const query = new URLSearchParams(body);
      asked.push(query);
      const result = answers
        .filter(({ to = query.get('query') }) => to === query.get('query'))
        .flatMap(({ metric, values }) =>
          values
            .filter(([at]) => at === Number(query.get('time')))
            .map(value => ({ metric, value })),
        );
      const answer = {
        status: 'success',
        data: { resultType: 'vector', result },
        warnings,
      };
      return {
        url: from,
        header: () => undefined,
        text: '',
        json: () => answer,
      };
    },
  };
  return { http, asked };
}

const withHttp = (http: SourceHttp) =>
  new PrometheusSource(
    {
      id: 'metrics',
      settings: prometheusSourceSchema.parse({
        url: 'http://prometheus.test/prefix/',
        entities: { byName: true },
      }),
    },
    http,
  );

/** The source that the module adds in a backend. */
async function installed(
  http: object,
  at: string | undefined = url,
): Promise<PrometheusSource> {
  const addSource = jest.fn();
  const entity = { byName: true, map: { prometheus: [] } };
  await startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      prometheusModule,
      mockServices.rootConfig.factory({
        data: {
          kpiTree: {
            http,
            prometheus: {
              sources: [{ id: 'metrics', url: at, entities: entity }],
            },
          },
        },
      }),
    ],
  });
  return addSource.mock.calls[0][0];
}

// Said in the output, so that nobody takes it for tested
if (!url) {
  it.todo('measures from a real Prometheus');
}

describe.each(url ? [url] : [])('with the Prometheus at %s', at => {
  const allowed = { allow: [new URL(at).host] };

  it('measures days for all entities with one query', async () => {
    const source = await installed(allowed);
    const found = await collect(source, errors, {
      from: '2026-04-01',
      to: '2026-04-04',
    });
    // On the n-th day since the second of March n in a thousand fail
    expect(brief(found.measurements)).toEqual([
      'checkout 2026-04-01 3.0000 24000',
      'checkout 2026-04-02 3.1000 24000',
      'checkout 2026-04-03 3.2000 24000',
      'find 2026-04-01 3.0000 48000',
      'find 2026-04-02 3.1000 48000',
      'find 2026-04-03 3.2000 48000',
    ]);
    expect(found.errors).toEqual([]);
  });

  it('measures the same as numerators over denominators', async () => {
    const source = await installed(allowed);
    const increase = (what: string) =>
      `sum by (service) (increase(http_requests_total${what}[$period]))`;
    const found = await collect(
      source,
      {
        numerator: increase('{code="500",service="checkout"}'),
        denominator: increase(''),
      },
      { from: '2026-04-01', to: '2026-04-03' },
    );
    expect(found.errors).toEqual([]);
    // Nothing that fails is 0, not missing
    expect(brief(found.measurements)).toEqual([
      'checkout 2026-04-01 3.0000 24000',
      'checkout 2026-04-02 3.1000 24000',
      'find 2026-04-01 0.0000 48000',
      'find 2026-04-02 0.0000 48000',
    ]);
  });

  it('measures months, which have different lengths', async () => {
    const source = await installed(allowed);
    const { measurements } = await collect(source, errors, {
      from: '2026-04-01',
      to: '2026-05-01',
      grain: 'month',
    });
    // Days 30 to 59
    expect(brief(measurements)).toEqual([
      'checkout 2026-04-01 4.4500 720000',
      'find 2026-04-01 4.4500 1440000',
    ]);
  });

  it('measures what the server scrapes now', async () => {
    const source = await installed(allowed);
    const now = new Date();
    const { measurements } = await collect(
      source,
      { query: 'max by (service) (up)' },
      {
        from: now.toISOString().slice(0, 10),
        to: now.toISOString(),
      },
    );
    expect(brief(measurements)).toEqual([
      `monitoring ${now.toISOString().slice(0, 10)} 1.0000 1`,
    ]);
  });

  it('tells what is wrong with a query, and measures the others', async () => {
    const source = await installed(allowed);
    const found = await collect(source, [
      errors,
      { query: 'sum by (service' },
      { query: 'sum by (code) (http_requests_total)' },
      { query: 'http_requests_total' },
    ]);
    expect(found.measurements).toHaveLength(20);
    const messages = found.errors.map(error => error.message);
    expect(messages[0]).toMatch(
      /^The Kpi other-1 cannot be measured: .* answers 400: .*parse error/,
    );
    expect(messages).toContain(
      'A series has no label service: aggregate by (service)',
    );
    expect(messages).toContain(
      'The Kpi other-3 cannot be measured: There are several series with one value of the label service: aggregate by (service)',
    );
  });

  it('does not ask a host of this machine that is not allowed', async () => {
    const source = await installed({});
    await expect(collect(source, errors)).rejects.toThrow(
      'which is not asked: name it in kpiTree.http.allow',
    );
  });
});

const victoria = process.env.KPI_TREE_TEST_VICTORIA_METRICS_URL;

// Said in the output, so that nobody takes it for tested
if (!victoria) {
  it.todo('measures from a real VictoriaMetrics');
}

describe.each(victoria ? [victoria] : [])(
  'with the VictoriaMetrics at %s',
  at => {
    const HOUR = 3_600_000;
    const begin = Date.UTC(2026, 2, 1);
    // The server may have those of another run
    const run = `run${Date.now()}`;
    const allowed = { allow: [new URL(at).host] };

    /** Counters with six requests an hour, one without samples from April 1 to 5. */
    beforeAll(async () => {
      const lines = Array.from({ length: 120 * 24 }, (_, hour) => {
        const time = begin + hour * HOUR;
        const isGap = hour >= 31 * 24 + 12 && hour < 35 * 24 + 12;
        return [
          `level_${run}{service="checkout"} 1 ${time}`,
          ...(isGap
            ? []
            : [
                `paused_total_${run}{service="checkout"} ${hour * 6} ${time}`,
                `paused_level_${run}{service="checkout"} 1 ${time}`,
              ]),
        ];
      });
      await fetch(`${at}/api/v1/import/prometheus`, {
        method: 'POST',
        body: lines.flat().join('\n'),
      });
      await fetch(`${at}/internal/force_flush`);
    });

    it.each([
      ['day', 'Europe/Berlin', 61],
      ['day', 'Asia/Kolkata', 61],
      ['week', 'UTC', 9],
    ])('has a value for each %s in %s', async (grain, zone, count) => {
      const source = await installed(allowed, at);
      const from = instantOf(
        grain === 'week' ? '2026-03-30' : '2026-04-01',
        zone,
      );
      const to = instantOf('2026-06-01', zone);
      const found = await collect(
        source,
        { query: `sum by (service) (count_over_time(level_${run}[$period]))` },
        {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          grain,
          zone,
        },
      );
      expect(found.errors).toEqual([]);
      const hours = grain === 'week' ? 168 : 24;
      expect(found.measurements).toHaveLength(count);
      expect(new Set(found.measurements.map(({ value }) => value))).toEqual(
        new Set([hours]),
      );
    });

    it('has the same value for a day wherever the window begins', async () => {
      const source = await installed(allowed, at);
      const query = `sum by (service) (increase(paused_total_${run}[$period]))`;
      const valuesFrom = async (from: string) => {
        const { measurements } = await collect(
          source,
          { query },
          { from, to: '2026-04-12' },
        );
        return Object.fromEntries(
          measurements
            .filter(({ period: start }) => start >= '2026-04-06')
            .map(({ period: start, value }) => [start, value]),
        );
      };
      const whole = await valuesFrom('2026-03-10');
      expect(whole['2026-04-07']).toBe(144);
      for (const from of ['2026-03-31', '2026-04-05', '2026-04-06']) {
        expect(await valuesFrom(from)).toEqual(whole);
      }
    });

    it('has no value for what is no longer scraped', async () => {
      const source = await installed(allowed, at);
      const { measurements } = await collect(
        source,
        { query: `max by (service) (paused_level_${run})` },
        { from: '2026-03-30', to: '2026-04-08' },
      );
      expect(measurements.map(({ period: start }) => start)).toEqual([
        ...['2026-03-30', '2026-03-31'],
        ...['2026-04-05', '2026-04-06', '2026-04-07'],
      ]);
    });

    it('measures what runs, at the instant that is asked for', async () => {
      const source = await installed(allowed, at);
      const now = new Date();
      const found = await collect(
        source,
        { query: 'label_replace(vector(7), "service", "checkout", "", "")' },
        { from: now.toISOString().slice(0, 10), to: now.toISOString() },
      );
      expect(found.errors).toEqual([]);
      expect(found.measurements.map(({ value }) => value)).toEqual([7]);
    });
  },
);

describe('a Prometheus source', () => {
  it('asks at the ends of the periods, with their length', async () => {
    const { http, asked } = fakeHttp([]);
    await collect(
      withHttp(http),
      { query: 'sum by (service) (increase(x[$period]))' },
      { from: '2026-04-01', to: '2026-04-03T12:00:00Z' },
    );
    expect(asked.map(query => Object.fromEntries(query))).toEqual([
      {
        query: 'sum by (service) (increase(x[86400s]))',
        time: String(Date.UTC(2026, 3, 2) / 1_000),
        nocache: '1',
      },
      {
        query: 'sum by (service) (increase(x[86400s]))',
        time: String(Date.UTC(2026, 3, 3) / 1_000),
        nocache: '1',
      },
      {
        query: 'sum by (service) (increase(x[43200s]))',
        time: String(Date.UTC(2026, 3, 3, 12) / 1_000),
        nocache: '1',
      },
    ]);
  });

  it('knows the days on which clocks are changed', () => {
    const found = evaluationsOf(
      new Date('2026-03-26T23:00:00Z'),
      new Date('2026-04-01T22:00:00Z'),
      'day',
      'Europe/Berlin',
    );
    expect(found.map(({ length, start }) => [length, start])).toEqual([
      [86_400, '2026-03-27'],
      [86_400, '2026-03-28'],
      [82_800, '2026-03-29'],
      [86_400, '2026-03-30'],
      [86_400, '2026-03-31'],
      [86_400, '2026-04-01'],
    ]);
  });

  it('measures a numerator also where nothing stands below it', async () => {
    const at = Date.UTC(2026, 3, 2) / 1_000;
    const answer = (to: string, service: string, ...values: string[]) => ({
      to,
      metric: { service },
      values: values.map((value, day): [number, string] => [
        at + day * 86_400,
        value,
      ]),
    });
    const { http } = fakeHttp([
      answer('bad', 'checkout', '3', '2', '0'),
      answer('all', 'checkout', '12', '0', '0'),
      // What is missing beside the other is 0
      answer('bad', 'search', '5'),
      answer('all', 'monitoring', '8', 'NaN', '4'),
      answer('all', 'unheard-of', '1'),
    ]);
    const found = await collect(
      withHttp(http),
      { numerator: 'bad', denominator: 'all' },
      { to: '2026-04-04' },
    );
    const of = (name: string) => `component:default/${name}`;
    expect(found.measurements).toEqual(
      [
        { of: 'checkout', day: 1, value: 25, weight: 12, numerator: 300 },
        { of: 'find', day: 1, value: null, weight: 0, numerator: 500 },
        { of: 'monitoring', day: 1, value: 0, weight: 8, numerator: 0 },
        { of: 'checkout', day: 2, value: null, weight: 0, numerator: 200 },
        { of: 'monitoring', day: 3, value: 0, weight: 4, numerator: 0 },
      ].map(({ of: name, day, ...measured }) => ({
        entityRef: of(name),
        kpi: 'errors',
        period: `2026-04-0${day}`,
        ...measured,
      })),
    );
    expect(
      found.errors.map(({ message, entityRef }) => [message, entityRef]),
    ).toEqual([
      [expect.stringMatching(/^service names "unheard-of"/), undefined],
      [
        'denominator is NaN: do not divide in the query, as the portal divides',
        of('monitoring'),
      ],
    ]);
  });

  it.each([
    [{}, 'query: is missing'],
    [{ weight: 'x' }, 'query: is missing'],
    [{ numerator: 'x' }, 'denominator: is missing: give both'],
    [{ denominator: 'x' }, 'numerator: is missing: give both'],
    [
      { numerator: 'x', denominator: 'y', query: 'z' },
      'query: is given together with a numerator or denominator',
    ],
    [
      { numerator: 'x', denominator: 'y', weight: 'z' },
      'weight: is given together with a numerator or denominator',
    ],
  ])('has one form of a measurement, not %j', (settings, mistake) => {
    const { error } = withHttp(fakeHttp([]).http).settings.safeParse({
      label: 'service',
      ...settings,
    });
    expect(
      error?.issues.map(({ path, message }) => `${path}: ${message}`),
    ).toEqual([expect.stringContaining(mistake)]);
  });

  it('takes what nothing happened in for missing, and tells warnings', async () => {
    const at = Date.UTC(2026, 3, 2) / 1_000;
    const { http } = fakeHttp(
      [
        {
          metric: { service: 'checkout' },
          values: [
            [at, 'NaN'],
            [at + 86_400, '+Inf'],
          ],
        },
        { metric: { service: 'search' }, values: [[at, '1.5']] },
        { metric: { service: 'unheard-of' }, values: [[at, '1']] },
      ],
      ['a store did not answer'],
    );
    const found = await collect(
      withHttp(http),
      { query: 'x' },
      {
        to: '2026-04-03',
      },
    );
    // The collector refuses what is not finite
    expect(found.measurements.map(m => [m.entityRef, m.value])).toEqual([
      ['component:default/find', 1.5],
      ['component:default/checkout', Infinity],
    ]);
    expect([...new Set(found.errors.map(error => error.message))]).toEqual([
      'a store did not answer',
      'service names "unheard-of", which is not an entity: add it to kpiTree.prometheus.sources[metrics].entities.map or kpiTree.prometheus.sources[metrics].entities.ignore',
    ]);
  });

  it('never puts the name of an entity into a query', async () => {
    const { http, asked } = fakeHttp([]);
    const before = entities[1].keys;
    entities[1].keys = { errors: '"} or vector(1) or x{a="' };
    await collect(withHttp(http), { query: 'sum by (service) (x)' });
    entities[1].keys = before;
    expect([...new Set(asked.map(query => query.get('query')))]).toEqual([
      'sum by (service) (x)',
    ]);
  });

  it('says that a query finds nothing, with the query', async () => {
    const { http } = fakeHttp([]);
    const { measurements, errors: reported } = await collect(withHttp(http), {
      query: 'sum by (service) (typo_total)',
    });
    expect(measurements).toEqual([]);
    expect(reported).toEqual([
      {
        message:
          'The query of the Kpi errors found nothing in any period that was asked for: sum by (service) (typo_total)',
        where: 'errors',
      },
    ]);
  });

  it.each<[string, string[], string[]]>([
    [
      'the numerator',
      ['all'],
      ['The numerator of the Kpi errors, which counts as 0, found nothing in'],
    ],
    [
      'the denominator',
      ['bad'],
      ['The denominator of the Kpi errors, without which it has no value, f'],
    ],
    [
      'neither',
      [],
      [
        'The numerator of the Kpi errors, which counts as 0, found nothing in',
        'The denominator of the Kpi errors, without which it has no value, f',
      ],
    ],
    ['nothing, if both are there', ['bad', 'all'], []],
  ])('says of a ratio that %s is not there', async (_, there, messages) => {
    const at = Date.UTC(2026, 3, 2) / 1_000;
    const { http } = fakeHttp(
      there.map(to => ({
        to,
        metric: { service: 'checkout' },
        values: [[at, '2'] as [number, string]],
      })),
    );
    const { errors: reported } = await collect(
      withHttp(http),
      { numerator: 'bad', denominator: 'all' },
      { to: '2026-04-03' },
    );
    expect(reported.map(({ message }) => message)).toEqual(
      messages.map(message => expect.stringContaining(message)),
    );
  });

  it('says that a value has no weight', async () => {
    const at = Date.UTC(2026, 3, 2) / 1_000;
    const { http } = fakeHttp([
      { metric: { service: 'checkout' }, values: [[at, '2']] },
    ]);
    const withoutWeights: SourceHttp = {
      request: async request => {
        const isWeight = request.body?.includes('query=w');
        const response = await http.request(request);
        const data = { resultType: 'vector', result: [] };
        return isWeight
          ? { ...response, json: () => ({ status: 'success', data }) }
          : response;
      },
    };
    const found = await collect(
      withHttp(withoutWeights),
      { query: 'x', weight: 'w' },
      { to: '2026-04-02' },
    );
    expect(found.measurements).toEqual([]);
    expect(found.errors).toMatchObject([
      {
        message:
          'The query has a value where weight has none, which is left out: give weight the same service',
        entityRef: 'component:default/checkout',
      },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'for another instant',
      {
        resultType: 'vector',
        result: [
          { metric: { service: 'checkout' }, value: [1_775_000_000, '1'] },
        ],
      },
      'prometheus.test answers for 2026-03-31T23:33:20.000Z what is asked for 2026-04-02T00:00:00.000Z',
    ],
    [
      'a scalar for another instant',
      { resultType: 'scalar', result: [1e99, '1'] },
      'answers for 1e+99 what is asked for',
    ],
    ['a range', { resultType: 'matrix', result: [] }, 'is a range vector: use'],
    ['a string', { resultType: 'string', result: [1, ''] }, 'is a string: use'],
  ])('does not take an answer %s', async (_, data, message) => {
    const http: SourceHttp = {
      request: async ({ url: from }) => ({
        url: from,
        header: () => undefined,
        text: '',
        json: () => ({ status: 'success', data }),
      }),
    };
    await expect(collect(withHttp(http), { query: 'x' })).rejects.toThrow(
      message,
    );
  });

  it('does not take another answer for one', async () => {
    const http: SourceHttp = {
      request: async ({ url: from }) => ({
        url: from,
        header: () => undefined,
        text: '',
        json: () => ({ status: 'success', data: { resultType: 'streams' } }),
      }),
    };
    await expect(collect(withHttp(http), { query: 'x' })).rejects.toThrow(
      'prometheus.test does not answer like Prometheus',
    );
  });
});
