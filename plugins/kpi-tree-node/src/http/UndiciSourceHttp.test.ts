import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { SourceHttpOptions, UndiciSourceHttp } from './UndiciSourceHttp';
import { SourceHttp } from './SourceHttp';
import {
  httpMistakes,
  readHttpOptions,
  sourceHttpServiceRef,
} from './sourceHttpServiceRef';

jest.setTimeout(30_000);

const servers: (() => void)[] = [];

afterEach(() => {
  servers.splice(0).forEach(close => close());
});

/** A server that does whatever is bad, and notes what it is asked. */
async function hostile(
  answer: (res: ServerResponse, req: IncomingMessage, count: number) => void,
) {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(res, req, asked.length);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/api`, port };
}

const options: SourceHttpOptions = {
  allow: ['127.0.0.1'],
  concurrency: 2,
  timeoutMs: 300,
  maxBytes: 1_000_000,
  attempts: 3,
  pauseMs: 5,
};

const get = (
  url: string,
  given: Partial<SourceHttpOptions> = {},
  request: { configured?: string; headers?: Record<string, string> } = {},
) =>
  new UndiciSourceHttp({ ...options, ...given }).request({
    url: new URL(url),
    configured: new URL(request.configured ?? url),
    headers: request.headers,
    signal: new AbortController().signal,
  });

describe('the HTTP of sources', () => {
  it('answers JSON and headers', async () => {
    const { url } = await hostile(res => {
      res.setHeader('Link', '<x>; rel="next"').end('{"a":1}');
    });
    const response = await get(url);
    expect(response.json()).toEqual({ a: 1 });
    expect(response.header('link')).toBe('<x>; rel="next"');
  });

  it('repeats what fails temporarily, and waits as long as the answer says', async () => {
    const { url, asked } = await hostile((res, _, count) => {
      if (count === 1) {
        res.writeHead(429, { 'Retry-After': '1' }).end();
      } else if (count === 2) {
        res.destroy();
      } else {
        res.end('1');
      }
    });
    const started = Date.now();
    expect((await get(url)).json()).toBe(1);
    expect(asked).toHaveLength(3);
    expect(Date.now() - started).toBeGreaterThan(950);
  });

  it('gives up after some attempts, and says what it got', async () => {
    const { url, port, asked } = await hostile(res => res.writeHead(500).end());
    await expect(get(url)).rejects.toThrow(
      `127.0.0.1:${port} answers 500, 3 times`,
    );
    expect(asked).toHaveLength(3);
    await expect(get('http://127.0.0.1:1/', { attempts: 1 })).rejects.toThrow(
      '127.0.0.1:1 cannot be reached (ECONNREFUSED), 1 time',
    );
  });

  it('waits until a limit begins again, also where a 403 says so', async () => {
    const { url, asked } = await hostile((res, _, count) => {
      if (count === 1) {
        res
          .writeHead(403, {
            'X-RateLimit-Remaining': '0',
            'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1_000) + 1),
          })
          .end();
      } else {
        res.end('1');
      }
    });
    const started = Date.now();
    expect((await get(url)).json()).toBe(1);
    expect(asked).toHaveLength(2);
    expect(Date.now() - started).toBeGreaterThan(950);
    const refusing = await hostile(res =>
      res
        .writeHead(403, {
          'X-RateLimit-Remaining': '41',
          'X-RateLimit-Reset': '9999999999',
        })
        .end(),
    );
    await expect(get(refusing.url)).rejects.toThrow('answers 403');
    expect(refusing.asked).toHaveLength(1);
  });

  it('does not wait for hours', async () => {
    const { url, asked } = await hostile(res =>
      res.writeHead(503, { 'Retry-After': '86400' }).end(),
    );
    await expect(get(url)).rejects.toThrow('answers 503, 1 time');
    expect(asked).toHaveLength(1);
  });

  it('leaves a server that hangs, before or within its answer', async () => {
    const silent = await hostile(() => {});
    await expect(get(silent.url, { attempts: 1 })).rejects.toThrow(
      'did not answer within 0.3 s',
    );
    const drop = await hostile(res => {
      res.write('{"rows": [');
    });
    await expect(get(drop.url, { attempts: 1 })).rejects.toThrow(
      'did not answer within 0.3 s',
    );
  });

  it('does not take half an answer for a whole one', async () => {
    const cut = await hostile(res => {
      res.writeHead(200, { 'Content-Length': '1000' });
      res.write('{"rows": [1, 2');
      setTimeout(() => res.destroy(), 20);
    });
    await expect(
      get(cut.url, { attempts: 1, timeoutMs: 10_000 }),
    ).rejects.toThrow('cannot be reached');
    const nonsense = await hostile(res => res.end('<html>Sign in</html>'));
    const response = await get(nonsense.url);
    expect(() => response.json()).toThrow(
      'answers something that is not JSON: "<html>Sign in</html>"',
    );
  });

  it('reads no more than it was allowed to', async () => {
    let sent = 0;
    const { url } = await hostile(res => {
      const part = Buffer.alloc(100_000, 'x');
      // As much as ten gigabytes, if somebody took it
      const send = () => {
        while (sent < 1e10 && !res.destroyed) {
          sent += part.length;
          if (!res.write(part)) {
            res.once('drain', send);
            return;
          }
        }
      };
      send();
    });
    await expect(get(url, { timeoutMs: 10_000 })).rejects.toThrow(
      'answers with more than 1 MB: ask for smaller pages, or raise kpiTree.http.maxMegabytes',
    );
    expect(sent).toBeLessThan(20_000_000);
  });

  it('tells why it was refused, without what it was sent', async () => {
    for (const [status, name] of [
      [400, 'InputError'],
      [401, 'AuthenticationError'],
      [403, 'NotAllowedError'],
      [404, 'NotFoundError'],
    ] as const) {
      const { url } = await hostile((res, req) =>
        res.writeHead(status).end(`No: ${req.headers.authorization}`),
      );
      const error: Error = await get(
        url,
        {},
        { headers: { authorization: 'Bearer secret-token' } },
      ).catch(e => e);
      expect(error.name).toBe(name);
      expect(error.message).toContain(`answers ${status}: No: ***`);
      expect(error.message).not.toContain('secret');
      expect(error.message.includes('check the headers of the source')).toBe(
        status === 401,
      );
    }
  });

  it('asks a host only so often at once', async () => {
    let now = 0;
    let most = 0;
    const { url } = await hostile(res => {
      now++;
      most = Math.max(most, now);
      setTimeout(() => {
        now--;
        res.end('1');
      }, 30);
    });
    const http = new UndiciSourceHttp(options);
    await Promise.all(
      Array.from({ length: 8 }, () =>
        http.request({
          url: new URL(url),
          configured: new URL(url),
          signal: new AbortController().signal,
        }),
      ),
    );
    expect(most).toBe(2);
  });

  it('stops when it is asked to', async () => {
    const { url } = await hostile(() => {});
    const abort = new AbortController();
    const request = new UndiciSourceHttp(options).request({
      url: new URL(url),
      configured: new URL(url),
      signal: abort.signal,
    });
    abort.abort(new Error('enough'));
    await expect(request).rejects.toThrow('enough');
  });

  it('leaves a host alone for all that ask it', async () => {
    const { url, asked } = await hostile((res, _, count) => {
      if (count === 1) {
        res.writeHead(429, { 'Retry-After': '1' }).end();
      } else {
        res.end('1');
      }
    });
    const http = new UndiciSourceHttp(options);
    const ask = () =>
      http.request({
        url: new URL(url),
        configured: new URL(url),
        signal: new AbortController().signal,
      });
    const started = Date.now();
    const first = ask();
    while (!asked.length) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await new Promise(resolve => setTimeout(resolve, 100));
    await ask();
    expect(Date.now() - started).toBeGreaterThan(950);
    expect((await first).json()).toBe(1);
    await http.close();
  });

  it('tells how long a system wants to be left alone', async () => {
    const { url } = await hostile(res =>
      res.writeHead(429, { 'Retry-After': '7200' }).end(),
    );
    await expect(get(url)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterMs: 7_200_000,
    });
  });

  it('reads other character sets, and what begins with a mark', async () => {
    const latin = await hostile(res =>
      res
        .setHeader('content-type', 'application/json; charset=iso-8859-1')
        .end(Buffer.from('"Z\xfcrich"', 'latin1')),
    );
    expect((await get(latin.url)).json()).toBe('Zürich');
    const marked = await hostile(res => res.end('\ufeff{"a":1}'));
    expect((await get(marked.url)).json()).toEqual({ a: 1 });
  });

  it('does not count brackets within texts', async () => {
    const text = `${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}`;
    const { url } = await hostile(res => res.end(JSON.stringify({ text })));
    expect((await get(url)).json()).toEqual({ text });
  });
});

describe('hosts', () => {
  it('are those of the configured URL and those that are allowed', async () => {
    await expect(
      get('http://other.test/', {}, { configured: 'http://here.test/' }),
    ).rejects.toThrow(
      'other.test is not asked: add it to kpiTree.http.allow if it may be',
    );
    await expect(
      get('http://here.test/', {}, { configured: 'https://here.test/' }),
    ).rejects.toThrow('is not asked without TLS');
    await expect(get('file:///etc/passwd')).rejects.toThrow(
      'use http or https',
    );
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0.0.0.0/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'http://a.localhost/',
  ])('of this machine are not asked: %s', async url => {
    await expect(get(url, { allow: [] })).rejects.toThrow(
      `is an address of the backend's own machine or link`,
    );
  });

  it('are looked at where a name leads', async () => {
    // This machine calls itself so, whatever it is called
    const http = new UndiciSourceHttp({ ...options, allow: ['*.test'] });
    const rules = (
      http as unknown as {
        rules: { checkAddress(host: string, port: string, ip: string): void };
      }
    ).rules;
    expect(() => rules.checkAddress('evil.test', '80', '127.0.0.1')).toThrow(
      'evil.test is an address',
    );
    expect(() =>
      rules.checkAddress('evil.test', '80', '93.184.216.34'),
    ).not.toThrow();
  });

  it('are looked at again where a redirect leads', async () => {
    const inside = await hostile(res => res.end('1'));
    const outside = await hostile(res =>
      res.writeHead(302, { Location: inside.url }).end(),
    );
    const allow = [`127.0.0.1:${outside.port}`];
    await expect(get(outside.url, { allow })).rejects.toThrow(
      `127.0.0.1:${inside.port} is not asked`,
    );
    expect(inside.asked).toHaveLength(0);
    const headers = { authorization: 'Bearer secret-token' };
    await get(outside.url, {}, { headers });
    expect(outside.asked[1].headers.authorization).toBe('Bearer secret-token');
    expect(inside.asked[0].headers.authorization).toBeUndefined();
  });

  it('may not lead in circles', async () => {
    const { url } = await hostile(res =>
      res.writeHead(302, { Location: '/api' }).end(),
    );
    await expect(get(url)).rejects.toThrow('redirects more than 5 times');
  });
});

describe('kpiTree.http', () => {
  it('has defaults, and messages', () => {
    expect(readHttpOptions(new ConfigReader({}))).toEqual({
      allow: [],
      concurrency: 4,
      timeoutMs: 60_000,
      maxBytes: 50_000_000,
      attempts: 4,
      pauseMs: 1_000,
    });
    const wrong = new ConfigReader({ kpiTree: { http: { concurrency: 0 } } });
    expect(httpMistakes(wrong)).toEqual([
      {
        key: 'kpiTree.http.concurrency',
        message: 'is 0: use a whole number such as 4',
      },
    ]);
    expect(httpMistakes(new ConfigReader({}))).toEqual([]);
  });

  it('asks nobody where it is wrong', async () => {
    const tester = ServiceFactoryTester.from(
      createServiceFactory({
        service: createServiceRef<SourceHttp>({
          id: 'tested',
          scope: 'plugin',
        }),
        deps: { http: sourceHttpServiceRef },
        factory: ({ http }) => http,
      }),
      {
        dependencies: [
          mockServices.rootConfig.factory({
            data: { kpiTree: { http: { maxMegabytes: 'all' } } },
          }),
        ],
      },
    );
    const http = await tester.getSubject();
    const url = new URL('https://example.com');
    await expect(
      http.request({
        url,
        configured: url,
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow(/^Nothing is read over HTTP: kpiTree\.http/);
  });
});
