/** How many rows a JSON API has, however it turns its pages. */
import { ServerResponse } from 'node:http';
import { RecordsConfig, recordsSchema } from '../configuration/config';
import { a, collect } from '../__testUtils__/records';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { closeServers, realHttp, serve } from '../__testUtils__/systems';
import { HttpRowReader } from './HttpRowReader';

jest.setTimeout(60_000);

type Ticket = { id: number; service: string; at: string };

const ticket = (id: number): Ticket => ({
  id,
  service: 'A',
  at: `2026-04-${String((id % 30) + 1).padStart(2, '0')}`,
});

const tickets = Array.from({ length: 120 }, (_, id) => ticket(id));

let sourceHttp: SourceHttp;

beforeAll(async () => {
  sourceHttp = await realHttp('127.0.0.1');
});

/** What a server answers to the parameters of a question. */
type Server = (asked: URLSearchParams, res: ServerResponse) => unknown;

/** The number of tickets in April, and what the run says of them. */
async function count(
  answer: Server,
  paging: object,
  { key, version }: Pick<RecordsConfig, 'key' | 'version'> = {},
) {
  const server = await serve((_, res, url) => {
    const body = answer(url.searchParams, res);
    res.end(JSON.stringify(body));
  });
  const http = { url: `${server.url}/tickets`, rows: 'items', paging };
  const config = { key, version, http, csv: undefined };
  const settings = recordsSchema.parse({
    http,
    key,
    version,
    entities: { column: 'service' },
  });
  const reader = new HttpRowReader(settings.http!, sourceHttp, key);
  const { values, errors } = await collect(reader, {
    config: config as Partial<RecordsConfig>,
  });
  return {
    april: values(a)['2026-04-01']?.[0],
    errors,
    asked: server.asked.map(({ search }) => search),
  };
}

const number = (asked: URLSearchParams, name: string, otherwise = 0) =>
  Number(asked.get(name) ?? otherwise);

/** By offset, with no more than 50 rows a page. */
const byOffset =
  (rows: Ticket[], more: (from: number) => object = () => ({})): Server =>
  asked => {
    const from = number(asked, 'offset');
    const size = Math.min(50, number(asked, 'limit'));
    return { items: rows.slice(from, from + size), ...more(from + size) };
  };

/** By the number of the page, with no more than 50 rows each. */
const byPage =
  (rows: Ticket[], first = 1): Server =>
  asked => {
    const size = Math.min(50, number(asked, 'per_page', 50));
    const from = (number(asked, 'page', first) - first) * size;
    return { items: rows.slice(from, from + size) };
  };

/** By a cursor, of which a page of 50 says what the next one is. */
const byCursor =
  (next: (from: number) => object, rows = tickets): Server =>
  asked => {
    const from = number(asked, 'start');
    return { items: rows.slice(from, from + 50), ...next(from + 50) };
  };

const all = tickets.length;
const cursor = { by: 'cursor', cursor: 'start', next: 'next' };

describe('the rows of a JSON API', () => {
  afterEach(closeServers);

  it.each<[string, Server, object]>([
    ['a page is capped, by offset', byOffset(tickets), { by: 'offset' }],
    ['a page is capped, by its number', byPage(tickets), { by: 'page' }],
    [
      'a page is capped, and its number counts by what was asked',
      asked => {
        const size = number(asked, 'per_page');
        const from = (number(asked, 'page') - 1) * size;
        return { items: tickets.slice(from, from + Math.min(size, 50)) };
      },
      { by: 'page' },
    ],
    [
      'the size of a page cannot be asked for',
      asked => {
        const from = (number(asked, 'page') - 1) * 7;
        return { items: tickets.slice(from, from + 7) };
      },
      { by: 'page' },
    ],
    [
      'pages begin at 0',
      byPage(tickets, 0),
      { by: 'page', first: 0, size: 50 },
    ],
    [
      'the last page is full',
      byPage(tickets.slice(0, 120)),
      { by: 'page', size: 40 },
    ],
    [
      'a page in the middle is short',
      asked => ({
        items: tickets.filter(
          ({ id }) =>
            Math.floor(id / 30) === number(asked, 'page') - 1 || false,
        ),
      }),
      { by: 'page' },
    ],
    [
      'the total is a text',
      byOffset(tickets, () => ({ meta: { total: '120' } })),
      { by: 'offset', total: 'meta.total' },
    ],
    [
      'the total is that of the page',
      byOffset(tickets, () => ({ total: 50 })),
      { by: 'offset', total: 'total' },
    ],
    [
      'the total is in a header',
      (asked, res) => {
        res.setHeader('X-Total-Count', '120');
        return byPage(tickets)(asked, res);
      },
      { by: 'page', totalHeader: 'X-Total-Count' },
    ],
    [
      'there is no page behind the last, and a total',
      (asked, res) => {
        const page = byPage(tickets)(asked, res) as { items: Ticket[] };
        res.statusCode = page.items.length ? 200 : 404;
        return { ...page, count: 120 };
      },
      { by: 'page', total: 'count' },
    ],
    [
      'the last page repeats, and a total',
      (asked, res) => {
        asked.set('page', String(Math.min(3, number(asked, 'page'))));
        return { ...(byPage(tickets)(asked, res) as object), total: 120 };
      },
      { by: 'page', total: 'total', size: 50 },
    ],
    [
      'has_more ends the pages, which then repeat',
      asked => {
        const from = Math.min(100, number(asked, 'offset'));
        return {
          items: tickets.slice(from, from + 50),
          has_more: from < 100,
        };
      },
      { by: 'offset', more: 'has_more', size: 50 },
    ],
    [
      'a page of which nothing may be seen has more behind it',
      asked => {
        const page = number(asked, 'page');
        const items = [tickets.slice(0, 60), [], tickets.slice(60)];
        return { items: items[page - 1] ?? [], more: page < 3 ? 1 : 0 };
      },
      { by: 'page', more: 'more' },
    ],
    [
      'the cursor is a number',
      byCursor(next => ({ next: next < all ? next : null })),
      cursor,
    ],
    [
      'the cursor is an empty text at the end',
      byCursor(next => ({ next: next < all ? String(next) : '' })),
      cursor,
    ],
    [
      'the cursor is false at the end',
      byCursor(next => ({ next: next < all && next })),
      cursor,
    ],
    [
      'the cursor is 0 at the end',
      byCursor(next => ({ next: next < all ? next : 0 })),
      cursor,
    ],
    [
      'the cursor counts down to 0',
      asked => {
        const at = number(asked, 'start', 2);
        return {
          items: tickets.slice(at * 50, at * 50 + 50),
          next: at > 0 ? at - 1 : null,
        };
      },
      cursor,
    ],
    [
      'there is always a cursor, and has_more',
      byCursor(next => ({ next: String(next), has_more: next < all })),
      { ...cursor, more: 'has_more' },
    ],
    [
      'there is always a cursor, that of the empty page is its own',
      byCursor(next => ({ next: String(Math.min(next, 120)) })),
      cursor,
    ],
    [
      'a page is empty, and the next is not',
      asked => {
        const from = number(asked, 'start');
        return {
          items: from % 100 ? [] : tickets.slice(from, from + 100),
          next: from < 200 ? from + 50 : null,
        };
      },
      cursor,
    ],
    [
      'the cursor is in a header',
      (asked, res) => {
        const from = number(asked, 'start');
        res.setHeader('X-Next', from + 50 < all ? String(from + 50) : '');
        return { items: tickets.slice(from, from + 50) };
      },
      { by: 'cursor', cursor: 'start', nextHeader: 'X-Next' },
    ],
    [
      'the header Link has several relations',
      (asked, res) => {
        const from = number(asked, 'from');
        if (from + 50 < all) {
          res.setHeader(
            'Link',
            `<?from=0>; rel=first, <?from=9>; rel="next-archive", <?from=${
              from + 50
            }>; title="a"; REL="last NEXT"`,
          );
        }
        return { items: tickets.slice(from, from + 50) };
      },
      { by: 'link' },
    ],
    [
      'all are in one answer',
      () => ({ items: tickets, total: 120, more: false }),
      { by: 'none', total: 'total', more: 'more' },
    ],
  ])('are all read where %s', async (_, server, paging) => {
    const { april, errors } = await count(server, paging, { key: ['id'] });
    expect([april, errors]).toEqual([all, []]);
    // Also where nothing says which row it is
    const without = await count(server, paging);
    expect([without.april, without.errors]).toEqual([all, []]);
  });

  it.each<[string, Server, object, RegExp]>([
    [
      'the name of a parameter is not known, by offset',
      () => ({ items: tickets.slice(0, 50) }),
      { by: 'offset' },
      /answers the rows of request 1 again in request 4: check the names of parameters in paging/,
    ],
    [
      'the name of a parameter is not known, by page',
      () => ({ items: tickets.slice(0, 50) }),
      { by: 'page', size: 50 },
      /answers the rows of request 1 again in request 4: check the names/,
    ],
    [
      'the name of a parameter is not known, and cursors go on',
      (() => {
        let n = 0;
        return () => ({ items: tickets.slice(0, 50), next: ++n });
      })(),
      cursor,
      /answers the rows of request 1 again in request 2: check the names/,
    ],
    [
      'the last page repeats',
      asked => {
        const from = Math.min(100, number(asked, 'offset'));
        return { items: tickets.slice(from, from + 50) };
      },
      { by: 'offset', size: 50 },
      /answers the rows of request 3 again in request 6: .*where it does so behind the last page, give paging.total or paging.more/,
    ],
    [
      'only a part can be read',
      asked => ({
        items: tickets.slice(0, 100).slice(number(asked, 'offset')),
        hits: { total: 120 },
      }),
      { by: 'offset', total: 'hits.total' },
      /says that there are 120 rows, and answers 100: check paging/,
    ],
    [
      'pages begin at 0, which nobody said',
      (asked, res) => ({
        ...(byPage(tickets, 0)(asked, res) as object),
        total: 120,
      }),
      { by: 'page', total: 'total', size: 50 },
      /says that there are 120 rows, and answers 70/,
    ],
    [
      'the total is somewhere else',
      byOffset(tickets, () => ({ total: 120 })),
      { by: 'offset', total: 'meta.total' },
      /has no number of rows at meta.total of its answer, but undefined: check paging.total/,
    ],
    [
      'the total is not known',
      byOffset(tickets, () => ({ total: -1 })),
      { by: 'offset', total: 'total' },
      /has no number of rows at total of its answer, but -1/,
    ],
    [
      'there is no page behind the last',
      (asked, res) => {
        const page = byPage(tickets)(asked, res) as { items: Ticket[] };
        res.statusCode = page.items.length ? 200 : 404;
        return page;
      },
      { by: 'page' },
      /answers 404.*; where that says that there are no more pages, give paging.total or paging.more/,
    ],
    [
      'has_more is somewhere else',
      byCursor(next => ({ next, has_more: next < all })),
      { ...cursor, more: 'meta.has_more' },
      /has neither true nor false at meta.has_more of its answer, but undefined: check paging.more/,
    ],
    [
      'there are more, and no cursor',
      byCursor(() => ({ has_more: true })),
      { ...cursor, more: 'has_more' },
      /says that there are more rows, but not how to get the next page: check paging.next/,
    ],
    [
      'the cursor is an object',
      byCursor(next => ({ next: { start: next } })),
      cursor,
      /has neither a text nor a number at next of its answer, but {"start":50}/,
    ],
    [
      'empty pages never end',
      byCursor(next => ({ next })),
      cursor,
      /has no end: it answers empty pages that lead to others; say with paging.more/,
    ],
    [
      'a page is taken for all',
      (_, res) => {
        res.setHeader('Link', '</tickets?page=2>; rel="next"');
        return { items: tickets.slice(0, 50) };
      },
      { by: 'none' },
      /has another page, which its header Link names: use paging: { by: link }/,
    ],
    [
      'a page is taken for all, and has_more',
      () => ({ items: tickets.slice(0, 50), has_more: true }),
      { by: 'none', more: 'has_more' },
      /says that there are more rows: say with paging how to get them/,
    ],
    [
      'the next page is that of another host',
      () => ({ items: tickets, next: 'http://other.test/tickets' }),
      { by: 'link', next: 'next' },
      /other.test is not asked: add it to kpiTree.http.allow/,
    ],
  ])('are an error where %s', async (_, server, paging, message) => {
    await expect(count(server, paging)).rejects.toThrow(message);
  });

  it('are an error where pages have no end', async () => {
    let asked = 0;
    const settings = recordsSchema.parse({
      http: {
        url: 'https://desk.test/tickets',
        rows: 'items',
        paging: { by: 'page' },
      },
      entities: { column: 'service' },
    });
    const reader = new HttpRowReader(settings.http!, {
      request: async ({ url }) => ({
        url,
        header: () => undefined,
        text: '',
        json: () => ({ items: [ticket(++asked)] }),
      }),
    });
    const read = async () => {
      for await (const row of reader.read({
        signal: new AbortController().signal,
      })) {
        expect(row).toHaveProperty('row');
      }
    };
    await expect(read()).rejects.toThrow(
      'desk.test/tickets has no end: it was asked for 100000 pages',
    );
  });
});
