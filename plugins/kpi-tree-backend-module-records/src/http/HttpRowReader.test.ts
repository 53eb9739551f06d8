import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { IncomingMessage, ServerResponse } from 'node:http';
import { closeServers, realHttp, serve } from '../__testUtils__/systems';
import { httpSchema } from './config';
import { HttpRowReader } from './HttpRowReader';

jest.setTimeout(60_000);

const numbers = Array.from({ length: 7 }, (_, n) => ({ n }));

type Answer = (url: URL, res: ServerResponse, req: IncomingMessage) => unknown;

describe('HttpRowReader', () => {
  afterEach(closeServers);

  /** The column n of all rows of a server, and what it was asked. */
  async function read(
    answer: Answer,
    settings: object | ((url: string) => object) = {},
    { http, signal }: { http?: SourceHttp; signal?: AbortSignal } = {},
  ) {
    const server = await serve((req, res, url) => {
      const body = answer(url, res, req);
      res.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    const given =
      typeof settings === 'function' ? settings(server.url) : settings;
    const reader = new HttpRowReader(
      httpSchema.parse({
        url: `${server.url}/api/rows?kind=incident`,
        ...given,
      }),
      http ?? (await realHttp(server.host)),
    );
    const rows = [];
    for await (const row of reader.read({
      signal: signal ?? new AbortController().signal,
    })) {
      rows.push(row);
    }
    return {
      rows,
      n: rows.map(row => ('row' in row ? row.row.n : row.error)),
      asked: server.asked.map(({ search }) => decodeURIComponent(search)),
      server,
    };
  }

  const all = numbers.map(({ n }) => String(n));

  it('reads all rows of one answer, nested values as columns', async () => {
    const { rows, server } = await read(
      (_url, _res, req) => ({
        data: {
          items: [
            {
              id: 1,
              who: { name: req.headers['x-key'], teams: ['a', 'b'] },
              tags: [{ k: 'x' }, { k: 'y' }],
              none: null,
              __proto__: 1,
            },
          ],
        },
      }),
      { rows: 'data.items', headers: { 'X-Key': 'secret' } },
    );
    expect(rows).toEqual([
      {
        where: `${new URL(server.url).host}/api/rows row 1`,
        row: {
          id: '1',
          'who.name': 'secret',
          'who.teams': ['a', 'b'],
          'tags.k': ['x', 'y'],
          none: '',
        },
      },
    ]);
  });

  it('pages by offset, until a page is empty', async () => {
    const { n, asked } = await read(
      ({ searchParams: p }) =>
        numbers.slice(+p.get('from')!, +p.get('from')! + +p.get('max')!),
      { paging: { by: 'offset', offset: 'from', limit: 'max', size: 3 } },
    );
    expect(n).toEqual(all);
    expect(asked).toEqual([
      '?kind=incident&from=0&max=3',
      '?kind=incident&from=3&max=3',
      '?kind=incident&from=6&max=3',
      '?kind=incident&from=7&max=3',
    ]);
  });

  it('pages by number, also where the last page is full', async () => {
    const six = numbers.slice(0, 6);
    const { n, asked } = await read(
      ({ searchParams: p }) => ({
        items: six.slice((+p.get('page')! - 1) * 3, +p.get('page')! * 3),
      }),
      { rows: 'items', paging: { by: 'page', size: 3 } },
    );
    expect(n).toEqual(all.slice(0, 6));
    expect(asked).toEqual(
      [1, 2, 3].map(page => `?kind=incident&page=${page}&per_page=3`),
    );
  });

  it('pages by a cursor that stands in the answer', async () => {
    const { n, asked } = await read(
      ({ searchParams: p }) => {
        const at = Number(p.get('after') ?? 0);
        return {
          items: numbers.slice(at, at + 3),
          meta: { next: at + 3 < 7 ? String(at + 3) : null },
        };
      },
      {
        rows: 'items',
        paging: { by: 'cursor', cursor: 'after', next: 'meta.next' },
      },
    );
    expect(n).toEqual(all);
    expect(asked).toEqual([
      '?kind=incident',
      '?kind=incident&after=3',
      '?kind=incident&after=6',
    ]);
  });

  it('pages by the header Link, or by a URL in the answer', async () => {
    const page = ({ searchParams: p }: URL) => Number(p.get('p') ?? 0);
    const byHeader = await read(
      (url, res) => {
        if (page(url) < 2) {
          res.setHeader(
            'Link',
            `<?p=9>; rel="last", </api/rows?p=${page(url) + 1}>; rel="next"`,
          );
        }
        return numbers.slice(page(url) * 3, page(url) * 3 + 3);
      },
      { paging: { by: 'link' } },
    );
    expect(byHeader.n).toEqual(all);
    const byBody = await read(
      url => ({
        list: numbers.slice(page(url) * 3, page(url) * 3 + 3),
        links: page(url) < 2 ? { next: `rows?p=${page(url) + 1}` } : {},
      }),
      { rows: 'list', paging: { by: 'link', next: 'links.next' } },
    );
    expect(byBody.n).toEqual(all);
  });

  it('goes to no other host, though an answer names it', async () => {
    await expect(
      read(() => ({ items: [], next: 'http://other.test/rows' }), {
        rows: 'items',
        paging: { by: 'link', next: 'next' },
      }),
    ).rejects.toThrow('other.test is not asked: add it to kpiTree.http.allow');
  });

  it('does not go round in circles', async () => {
    await expect(
      read(() => ({ items: [{ n: 1 }], next: 'same' }), {
        rows: 'items',
        paging: { by: 'cursor', next: 'next' },
      }),
    ).rejects.toThrow(
      '/api/rows answers the rows of request 1 again in request 2',
    );
  });

  it('says where rows were looked for', async () => {
    await expect(
      read(() => ({ items: { a: 1 } }), { rows: 'items' }),
    ).rejects.toThrow(/has no list at items of its answer: check rows/);
    await expect(read(() => ({ items: [] }))).rejects.toThrow(
      'has no list at the top of its answer',
    );
    await expect(read(() => '[{"n": 1}, {"n"')).rejects.toThrow(/JSON/);
    await expect(
      read((_, res) => {
        res.statusCode = 401;
        return { error: 'who are you?' };
      }),
    ).rejects.toThrow(/401|headers|credentials/i);
  });

  it('stops between pages', async () => {
    const abort = new AbortController();
    let pages = 0;
    await expect(
      read(
        () => {
          if (++pages === 2) {
            abort.abort();
          }
          return numbers.slice(0, 3);
        },
        { paging: { by: 'page', size: 3 } },
        { signal: abort.signal },
      ),
    ).rejects.toThrow(/abort/);
    expect(pages).toBe(2);
  });
});
