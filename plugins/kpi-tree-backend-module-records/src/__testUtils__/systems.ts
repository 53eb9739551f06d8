import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  SourceHttp,
  sourceHttpServiceRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { ChunkCache } from '../kept/ChunkCache';
import { MirrorConfig } from '../mirror/config';
import { MirroredRowReader } from '../mirror/MirroredRowReader';
import { RecordStore } from '../mirror/RecordStore';
import { RecordProfile } from '../profiles/RecordProfile';

/** What sources ask other systems with, in a backend that may ask some hosts. */
export async function realHttp(...allow: string[]): Promise<SourceHttp> {
  let found: SourceHttp | undefined;
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'kpi-tree',
        register(env) {
          env.registerInit({
            deps: { http: sourceHttpServiceRef },
            async init({ http }) {
              found = http;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: { kpiTree: { http: { allow, attempts: 1 } } },
      }),
    ],
  });
  return found!;
}

/** Notes what is asked; something may happen before. */
export function noting(
  http: SourceHttp,
  before: (url: URL) => Promise<void> = async () => {},
): { asked: URL[]; http: SourceHttp } {
  const asked: URL[] = [];
  return {
    asked,
    http: {
      request: async request => {
        await before(request.url);
        asked.push(request.url);
        return http.request(request);
      },
    },
  };
}

/** The mirror in an empty database. */
export async function emptyStore(
  databases: TestDatabases,
  id: Parameters<TestDatabases['init']>[0] = 'SQLITE_3',
  cache?: ChunkCache,
): Promise<RecordStore> {
  const knex = await databases.init(id);
  return RecordStore.open({ getClient: async () => knex }, cache);
}

/** A reader of a product; all that there is, and no overlap unless said. */
export function mirrored(
  profile: RecordProfile,
  http: SourceHttp,
  store: RecordStore,
  options: {
    source?: string;
    config?: Partial<MirrorConfig>;
    now?: () => Date;
  } = {},
): MirroredRowReader {
  return new MirroredRowReader({
    source: options.source ?? 'test',
    profile,
    http,
    store: async () => store,
    now: options.now,
    config: {
      history: { years: 40 },
      overlap: { seconds: 0 },
      rereadEvery: { days: 30 },
      ...options.config,
    },
  });
}

const open: (() => void)[] = [];

/** A server on this machine, until {@link closeServers}. */
export async function serve(
  answer: (req: IncomingMessage, res: ServerResponse, url: URL) => void,
): Promise<{ url: string; host: string; asked: URL[] }> {
  const asked: URL[] = [];
  const server = createServer((req, res) => {
    const url = new URL(req.url!, 'http://127.0.0.1');
    asked.push(url);
    answer(req, res, url);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, asked };
}

/** Ends what {@link serve} started. */
export function closeServers(): void {
  open.splice(0).forEach(close => close());
}

/** The URL of a system without name and password, and a header with them. */
export function signIn(systemUrl: string) {
  const url = new URL(systemUrl);
  const { username, password, host } = url;
  url.username = '';
  url.password = '';
  const token = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    url: url.href.replace(/\/$/, ''),
    host,
    headers: { authorization: `Basic ${token}` },
  };
}

/** Asks a system, as a person would by its API. */
export async function call<T = unknown>(
  { url, headers }: { url: string; headers: Record<string, string> },
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Systems give times in seconds: what follows happens in another one. */
export async function nextSecond(): Promise<void> {
  const begun = Math.floor(Date.now() / 1_000);
  while (Math.floor(Date.now() / 1_000) === begun) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
