import { mockServices } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { PluginApi } from './PluginApi';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The API of a plugin, as some server answers. */
async function apiOf(answer: RequestListener): Promise<PluginApi> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return new PluginApi({
    pluginId: 'other',
    discovery: mockServices.discovery.mock({
      getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
    }),
    auth: mockServices.auth({ pluginId: 'kpi-tree' }),
  });
}

const answering =
  (status: number, body: string, type = 'application/json'): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

const { signal } = new AbortController();

describe('PluginApi', () => {
  it('asks in the name of the plugin that asks', async () => {
    const asked: (string | undefined)[] = [];
    const api = await apiOf(({ url, headers }, response) => {
      asked.push(url, headers.authorization?.split(' ')[0]);
      answering(200, '{"a":1}')({} as never, response as never);
    });
    expect(await api.get('/things?x=1', signal)).toEqual({ a: 1 });
    expect(asked).toEqual(['/api/other/things?x=1', 'Bearer']);
  });

  it.each([
    ['nothing', 404, '', 'text/plain'],
    ['the page of the app', 200, '<html></html>', 'text/html'],
  ])('tells that there is no such plugin from %s', async (_, ...answer) => {
    const api = await apiOf(answering(...answer));
    await expect(api.get('/', signal)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'The plugin other is not in this portal: install its backend',
    });
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [500, 'ServiceUnavailableError'],
  ])('passes on an answer of %s as a %s', async (status, name) => {
    const body = {
      error: { name: 'SomeError', message: 'It is so' },
      response: { statusCode: status },
    };
    const api = await apiOf(answering(status, JSON.stringify(body)));
    await expect(api.get('/', signal)).rejects.toMatchObject({
      name,
      message: `The plugin other answers ${status}: It is so`,
    });
  });

  it('tells no more than the beginning of an error', async () => {
    const body = {
      error: { name: 'SqliteError', message: 'x'.repeat(1_000) },
      response: { statusCode: 500 },
    };
    const api = await apiOf(answering(500, JSON.stringify(body)));
    await expect(api.get('/', signal)).rejects.toMatchObject({
      message: `The plugin other answers 500: ${'x'.repeat(200)}…`,
    });
  });

  it('asks a few at once, and keeps the others where one fails', async () => {
    let now = 0;
    let most = 0;
    const api = await apiOf(({ url }, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        const isBad = url?.endsWith('/7');
        answering(isBad ? 500 : 200, isBad ? '{}' : JSON.stringify(url))(
          {} as never,
          response as never,
        );
      }, 5);
    });
    const items = [...Array(12).keys()];
    const found = [];
    for await (const answers of api.getEach(items, item => `/${item}`, {
      concurrency: 3,
      signal,
    })) {
      found.push(...answers);
    }
    expect(found.map(({ item }) => item)).toEqual(items);
    expect(found.filter(({ error }) => error).map(({ item }) => item)).toEqual([
      7,
    ]);
    expect(found[3].answer).toBe('/api/other/3');
    expect(most).toBe(3);
  });

  it('stops when nobody waits any more', async () => {
    const stop = new AbortController();
    const api = await apiOf(() => stop.abort(new Error('Enough')));
    await expect(api.get('/', stop.signal)).rejects.toThrow('Enough');
  });
});
