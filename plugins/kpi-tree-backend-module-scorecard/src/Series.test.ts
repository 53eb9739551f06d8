import { mockServices } from '@backstage/backend-test-utils';
import { PluginApi } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { HeardBatch } from './measure';
import { Series } from './Series';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What is heard of two metrics, and what was asked, where a portal answers so. */
async function hear(answer: (url: string) => [number, unknown]) {
  const asked: string[] = [];
  server = createServer(({ url }, response) => {
    asked.push(url!.replace('/api/scorecard/metrics/catalog/', ''));
    const [status, body] = answer(url!);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const api = new PluginApi({
    pluginId: 'scorecard',
    discovery: mockServices.discovery.mock({
      getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
    }),
    auth: mockServices.auth({ pluginId: 'kpi-tree' }),
  });
  const series = new Series(api, {
    metrics: new Map(),
    concurrency: 1,
    signal: new AbortController().signal,
  });
  const batches: HeardBatch[] = [];
  const span = {
    from: Date.parse('2026-04-20T00:00:00Z'),
    to: Date.parse('2026-04-22T00:00:00Z'),
  };
  const questions = ['a.one', 'a.two'].map(metric => ({
    entityRef: 'component:default/shop',
    path: 'component/default/shop',
    metric,
    asked: [],
    span,
  }));
  for (let time = 0; time < 2; time++) {
    for await (const batch of series.read(questions.slice(0, 2 - time))) {
      batches.push(batch);
    }
  }
  return {
    asked,
    heard: batches.flatMap(({ heard }) => heard.map(({ metric }) => metric)),
    mistakes: batches.flatMap(({ mistakes }) => mistakes),
  };
}

const refused = (status: number): [number, unknown] => [
  status,
  {
    error: { name: 'SomeError', message: 'So it is' },
    response: { statusCode: status },
  },
];

const answerOf = (url: string): [number, unknown] => {
  const metricId = new URL(url, 'http://x').searchParams.get('metricId');
  return metricId ? [200, { metricId, points: [] }] : refused(400);
};

describe('Series', () => {
  it('looks once whether there is one, and asks for the span without its end', async () => {
    const { asked, heard } = await hear(answerOf);
    const question = (metric: string) =>
      `component/default/shop/time-series?metricId=${metric}&from=2026-04-20T00%3A00%3A00.000Z&to=2026-04-21T23%3A59%3A59.999Z`;
    expect(asked).toEqual([
      'component/default/shop/time-series',
      question('a.one'),
      question('a.two'),
      question('a.one'),
    ]);
    expect(heard).toEqual(['a.one', 'a.two', 'a.one']);
  });

  it('is silent where the plugin is older', async () => {
    const { asked, heard, mistakes } = await hear(() => refused(404));
    expect(asked).toHaveLength(1);
    expect([heard, mistakes]).toEqual([[], []]);
  });

  it.each([403, 503])('fails where it is answered %s instead', async status => {
    await expect(hear(() => refused(status))).rejects.toThrow(
      `The plugin scorecard answers ${status}: So it is`,
    );
  });

  it('tells which part it cannot read', async () => {
    const { heard, mistakes } = await hear(url =>
      url.includes('a.two') ? refused(500) : answerOf(url),
    );
    expect(heard).toEqual(['a.one', 'a.one']);
    expect(mistakes).toEqual([
      {
        message: 'The plugin scorecard answers 500: So it is',
        where: 'component:default/shop',
      },
    ]);
  });
});
