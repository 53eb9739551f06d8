/** @jest-environment node */
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { NewMeasurement } from '../api';
import { MeasurementsClient } from './MeasurementsClient';

type Sent = {
  headers: IncomingMessage['headers'];
  url?: string;
  body: { measurements: NewMeasurement[]; source?: string; dryRun?: boolean };
};

/** A portal that rejects values above 100, after some other answers. */
describe('MeasurementsClient', () => {
  let server: Server;
  let sent: Sent[];
  let answers: ((response: ServerResponse) => void)[];

  beforeEach(async () => {
    sent = [];
    answers = [];
    server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk);
      }
      const body = JSON.parse(Buffer.concat(chunks).toString());
      sent.push({ headers: req.headers, url: req.url, body });
      const answer = answers.shift();
      if (answer) {
        answer(res);
        return;
      }
      const rejected = (body.measurements as NewMeasurement[]).flatMap(
        (one, row) =>
          'value' in one && one.value > 100
            ? [{ row, message: 'value is too high' }]
            : [],
      );
      res.setHeader('Content-Type', 'application/json');
      res.end(
        JSON.stringify({
          rowsRead: body.measurements.length,
          rowsRejected: rejected.length,
          measurementsWritten: body.measurements.length - rejected.length,
          errors: [],
          rejected,
          warnings: [{ message: 'mttr is collected', count: 1_000 }],
        }),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = (options = {}) =>
    new MeasurementsClient({
      baseUrl: `http://127.0.0.1:${
        (server.address() as AddressInfo).port
      }/api/kpi-tree/`,
      token: 'a-token',
      pausesMs: [0, 0],
      ...options,
    });

  const row = (value: number) => ({
    entityRef: 'component:default/a',
    kpi: 'mttr',
    period: '2026-11-01',
    value,
  });
  async function* rows(count: number) {
    for (let i = 0; i < count; i++) {
      const value = i % 4_000 === 0 && i > 0 ? 101 : 1;
      yield { ...row(value), entityRef: `component:default/a${i}` };
    }
  }

  it('sends any number in parts, and says which of all were rejected', async () => {
    const progress: number[] = [];
    const result = await client().push(rows(12_000), {
      source: 'ci',
      onProgress: ({ rowsRead }) => progress.push(rowsRead),
    });
    expect(result).toEqual({
      rowsRead: 12_000,
      rowsRejected: 2,
      measurementsWritten: 11_998,
      errors: [
        { message: 'value is too high', where: 'measurements[4000]', count: 2 },
      ],
      rejected: [
        { row: 4000, message: 'value is too high' },
        { row: 8000, message: 'value is too high' },
      ],
      warnings: [{ message: 'mttr is collected', count: 3_000 }],
    });
    expect(progress).toEqual([5_000, 10_000, 12_000]);
    expect(sent.map(({ body }) => body.measurements.length)).toEqual([
      5_000, 5_000, 2_000,
    ]);
    expect(sent[0]).toMatchObject({
      url: '/api/kpi-tree/v1/measurements',
      headers: { authorization: 'Bearer a-token' },
      body: { source: 'ci' },
    });
  });

  it('hands back what cannot be sent or stored, in its order', async () => {
    const rejected: unknown[] = [];
    const result = await client().pushRows(
      [
        { origin: 'line 2', mistake: 'value is missing' },
        { origin: 'line 3', measurement: row(1) },
        { origin: 'line 4', measurement: { ...row(500), kpi: 'mtta' } },
        { origin: 'line 5', mistake: 'value is missing' },
      ],
      {
        dryRun: true,
        where: line => line,
        onRejected: part => {
          rejected.push(...part);
        },
      },
    );
    expect(result).toEqual({
      rowsRead: 4,
      rowsRejected: 3,
      measurementsWritten: 1,
      errors: [
        { message: 'value is missing', where: 'line 2', count: 2 },
        { message: 'value is too high', where: 'line 4', count: 1 },
      ],
      warnings: [{ message: 'mttr is collected', count: 1_000 }],
    });
    expect(rejected).toEqual([
      { origin: 'line 2', message: 'value is missing' },
      { origin: 'line 4', message: 'value is too high' },
      { origin: 'line 5', message: 'value is missing' },
    ]);
    expect(sent[0].body).toMatchObject({
      dryRun: true,
      measurements: [row(1), { ...row(500), kpi: 'mtta' }],
    });
  });

  it('says which rows overwrite others, over all parts', async () => {
    async function* twice() {
      yield* rows(6_000);
      yield { ...row(3), entityRef: 'Component:default/A0' };
      yield {
        ...row(4),
        entityRef: 'component:default/a1',
        period: '2026-11-02',
      };
      yield { ...row(5), entityRef: 'component:default/a5999' };
    }
    const { warnings } = await client().push(twice());
    expect(warnings).toContainEqual({
      message:
        'An earlier row of the same entity, KPI and period is overwritten: add them up, or leave one out',
      where: 'measurements[6000]',
      count: 2,
    });
  });

  it('tries again where the portal is busy, broken or away', async () => {
    answers = [
      res => res.writeHead(429, { 'Retry-After': '0' }).end(),
      res => res.destroy(),
    ];
    const result = await client().push([row(1)]);
    expect(result).toMatchObject({ measurementsWritten: 1 });
    expect(sent).toHaveLength(3);

    answers = [1, 2, 3].map(() => res => res.writeHead(503).end());
    await expect(client().push([row(1)])).rejects.toMatchObject({
      statusCode: 503,
    });
    expect(sent).toHaveLength(6);
  });

  it('says where there is no portal', async () => {
    const mistaken = client();
    answers = [1, 2, 3].map(() => res => res.end('<html></html>'));
    await expect(mistaken.push([row(1)])).rejects.toThrow(
      /^http:.*\/api\/kpi-tree does not answer like a portal \(.* not valid JSON\)/,
    );
    server.close();
    server.closeAllConnections();
    await expect(mistaken.push([row(1)])).rejects.toThrow(
      /^http:.*\/api\/kpi-tree cannot be reached \(ECONNREFUSED\)/,
    );
  });

  it('does not repeat what is refused', async () => {
    answers = [res => res.writeHead(403).end()];
    await expect(client().push([row(1)])).rejects.toMatchObject({
      statusCode: 403,
    });
    expect(sent).toHaveLength(1);
  });

  it('stops when asked to, also while it waits', async () => {
    const stop = new AbortController();
    answers = [
      res => {
        res.writeHead(503, { 'Retry-After': '60' }).end();
        setTimeout(() => stop.abort(), 20);
      },
    ];
    await expect(
      client().push(rows(3), { signal: stop.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toHaveLength(1);
  });
});
