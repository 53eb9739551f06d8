import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  CollectBatch,
  KpiSource,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import createKnex from 'knex';
import { join } from 'node:path';
import recordsModule from '.';
import { a, createRequest } from './__testUtils__/records';
import { closeServers, serve } from './__testUtils__/systems';
import { RecordsSettings } from './configuration/kpiSettings';

jest.setTimeout(60_000);

const directory = createMockDirectory();

const list = [
  {
    id: 1,
    at: '2026-01-05T08:00:00Z',
    to: '2026-01-05T10:00:00Z',
    service: 'A',
  },
  {
    id: 2,
    at: '2026-01-06T08:00:00Z',
    to: '2026-01-06T12:00:00Z',
    service: 'A',
  },
];

const csv = ['id,at,to,service', ...list.map(row => Object.values(row).join())];
const lines = list.map(row => JSON.stringify(row)).join('\n');

/** Tickets as Request Tracker answers them. */
const tickets = list.map(({ id, at, to, service }) => ({
  id: String(id),
  Status: 'resolved',
  Created: at,
  Resolved: to,
  LastUpdated: to,
  Queue: { id: '3', Name: service },
}));

describe('a source of the records module', () => {
  afterEach(closeServers);

  /** Starts a backend with one source, and collects the mean of it. */
  async function collect(
    reader: object,
    host: string,
    columns = { time: 'at', from: 'at', to: 'to', entity: 'service' },
  ) {
    const addSource = jest.fn();
    await startTestBackend({
      extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
      features: [
        recordsModule,
        mockServices.rootConfig.factory({
          data: {
            backend: { reading: { allow: [{ host }] } },
            kpiTree: {
              http: { allow: [host] },
              records: {
                sources: [
                  {
                    id: 'test',
                    entities: { column: columns.entity, map: { A: a } },
                    ...reader,
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    const source: KpiSource<RecordsSettings> = addSource.mock.calls[0][0];
    const { time, from, to, entity } = columns;
    const of = { duration: { from, to } };
    const where = { [entity]: { $in: ['A', 'B'] } };
    const found: CollectBatch[] = [];
    for await (const batch of source.collect(
      createRequest({
        kpis: [{ settings: { time, where, measure: 'mean', of } }],
      }),
    )) {
      found.push(batch);
    }
    return {
      errors: found.flatMap(({ errors = [] }) => errors),
      measurements: found.flatMap(({ measurements = [] }) => measurements),
    };
  }

  const right = {
    errors: [],
    measurements: [
      {
        entityRef: a,
        kpi: 'kpi',
        period: '2026-01-01',
        value: 3,
        weight: 2,
        numerator: 6,
      },
    ],
  };

  const server = () =>
    serve((_req, res, { pathname, searchParams }) => {
      const isFirst = !searchParams.get('query')?.includes(' AND id > ');
      const items = isFirst ? tickets : [];
      const answers: Record<string, string> = {
        '/rows.csv': csv.join('\n'),
        '/rows.jsonl': lines,
        '/rows.json': JSON.stringify({ items: list }),
        '/rt/REST/2.0/tickets': JSON.stringify({ items }),
        '/rt/REST/2.0/transactions': JSON.stringify({ items: [] }),
      };
      res.statusCode = answers[pathname] ? 200 : 404;
      res.end(answers[pathname]);
    });

  it.each([
    ['CSV', 'csv', 'rows.csv'],
    ['JSON lines', 'jsonLines', 'rows.jsonl'],
  ])('measures %s of a file and of a URL', async (_, setting, file) => {
    directory.setContent({ 'rows.csv': csv.join('\n'), 'rows.jsonl': lines });
    const { url, host } = await server();
    const path = join(directory.path, file);
    expect(await collect({ [setting]: path }, host)).toEqual(right);
    expect(await collect({ [setting]: `${url}/${file}` }, host)).toEqual(right);
    await expect(collect({ [setting]: `${url}/gone` }, host)).rejects.toThrow(
      new RegExp(
        `kpiTree.records.sources\\[test\\].${setting} is ${url}/gone, which cannot be read: .*404`,
      ),
    );
    await expect(
      collect({ [setting]: `${url}/${file}` }, 'another.test'),
    ).rejects.toThrow(
      'Add its host to backend.reading.allow or to integrations',
    );
  });

  it('measures the rows of a query', async () => {
    directory.setContent({});
    const filename = join(directory.path, 'rows.db');
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    await knex.schema.createTable('tickets', table => {
      table.integer('id');
      ['at', 'to', 'service'].forEach(name => table.text(name));
    });
    await knex('tickets').insert(list);
    await knex.destroy();
    const sql = {
      client: 'better-sqlite3',
      connection: { filename },
      query: 'select * from tickets',
    };
    expect(await collect({ sql }, 'none.test')).toEqual(right);
  });

  it('measures a JSON API', async () => {
    const { url, host } = await server();
    const http = { url: `${url}/rows.json`, rows: 'items' };
    expect(await collect({ http }, host)).toEqual(right);
  });

  it('measures the mirror of a product', async () => {
    const { url, host } = await server();
    expect(
      await collect(
        {
          requestTracker: { url: `${url}/rt` },
          mirror: { history: { years: 20 }, overlap: 'PT2H' },
        },
        host,
        {
          time: 'Created',
          from: 'Created',
          to: 'Resolved',
          entity: 'Queue.Name',
        },
      ),
    ).toEqual(right);
  });
});
