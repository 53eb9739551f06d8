import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  CollectBatch,
  KpiSource,
  kpiTreeSourcesExtensionPoint,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import recordsModule from '..';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Asked, Contract } from './Contract';
import { createRequest, TestKpi } from './records';

/** What a product answers. */
export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
};

/** A product that answers on a port of its own. */
export type Product = {
  url: string;
  asked: Asked[];
  /** What of requests and answers its API does not allow. */
  mistakes: string[];
};

const open: (() => void)[] = [];

/** Ends the products of a test. */
export function stopProducts(): void {
  open.splice(0).forEach(close => close());
}

/** Starts a product that answers as a test says, and holds it to a contract. */
export async function startProduct(
  answer: (asked: Asked) => Answer | Promise<Answer>,
  contract?: Contract,
): Promise<Product> {
  const product: Product = { url: '', asked: [], mistakes: [] };
  const server = createServer(async (req, res) => {
    const asked = await read(req, product.url);
    product.asked.push(asked);
    const { status = 200, headers = {}, body } = await answer(asked);
    if (contract) {
      product.mistakes.push(...contract.requestMistakes(asked));
      if (status === 200) {
        product.mistakes.push(...contract.responseMistakes(asked, body));
      }
    }
    res
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  });
  await new Promise<void>(listening => {
    server.listen(0, '127.0.0.1', listening);
  });
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  product.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return product;
}

async function read(req: IncomingMessage, base: string): Promise<Asked> {
  let text = '';
  for await (const part of req) {
    text += part;
  }
  return {
    method: req.method ?? '',
    url: new URL(req.url ?? '', base),
    headers: req.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}

/** The source of a portal whose admin configured a product. */
export async function createProductSource(
  settings: Record<string, unknown>,
): Promise<KpiSource<RecordsSettings>> {
  const addSource = jest.fn();
  await startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      recordsModule,
      mockServices.rootConfig.factory({
        data: {
          kpiTree: {
            http: { allow: ['127.0.0.1'] },
            records: {
              sources: [
                {
                  id: 'product',
                  // What is tested happened at dates that do not move
                  mirror: { history: { years: 30 } },
                  ...settings,
                },
              ],
            },
          },
        },
      }),
    ],
  });
  return addSource.mock.calls[0][0];
}

/** Collects KPIs of entities, by month until July 2026. */
export async function measure(
  source: KpiSource<RecordsSettings>,
  kpis: TestKpi[],
  entities: (string | SourceEntity)[],
) {
  const batches: CollectBatch[] = [];
  const request = createRequest({
    kpis,
    request: {
      entities: entities.map(one =>
        typeof one === 'string' ? { entityRef: one, keys: {} } : one,
      ),
      to: new Date('2026-07-01T00:00:00Z'),
    },
  });
  for await (const batch of source.collect(request)) {
    batches.push(batch);
  }
  const measurements = batches.flatMap(batch => batch.measurements ?? []);
  return {
    errors: batches.flatMap(batch =>
      (batch.errors ?? []).map(({ where, message }) =>
        where ? `${where}: ${message}` : message,
      ),
    ),
    /** Value and weight by period. */
    values: (entityRef: string, kpi: string) =>
      Object.fromEntries(
        measurements
          .filter(one => one.entityRef === entityRef && one.kpi === kpi)
          .sort((x, y) => (x.period < y.period ? -1 : 1))
          .map(({ period: start, value, weight }) => [start, [value, weight]]),
      ),
  };
}

/** An abridged OpenAPI document. */
export function readContract(name: string): Contract {
  const path = resolve(__dirname, '../__testData__/openapi', name);
  return new Contract(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * The columns that the page of a product documents: with the kind of record that has
 * them, and the field of the API that they come from.
 */
export function documentedColumns(
  page: string,
): { column: string; kinds: string[]; field: string }[] {
  const path = resolve(__dirname, '../../docs', page);
  return [
    ...readFileSync(path, 'utf8').matchAll(
      /^\| `([^`]+)` +\| ([^|]*)\| `([^`]+)` +\|/gm,
    ),
  ].map(([, column, kinds, field]) => ({
    column,
    kinds: kinds.trim().split(', ').filter(Boolean),
    field,
  }));
}
