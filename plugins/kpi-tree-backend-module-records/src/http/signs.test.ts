/** What answers of a JSON API say of rows that nobody asked for. */
import { ServerResponse } from 'node:http';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { closeServers, realHttp, serve } from '../__testUtils__/systems';
import { httpSchema } from './config';
import { HttpRowReader } from './HttpRowReader';

jest.setTimeout(60_000);

const rows = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => ({ id: from + index }));

let sourceHttp: SourceHttp;

beforeAll(async () => {
  sourceHttp = await realHttp('127.0.0.1');
});

/** How many rows are read, and what is said of others. */
async function read(
  answer: (asked: URLSearchParams, res: ServerResponse) => unknown,
  paging?: object,
  place = 'items',
) {
  const server = await serve((_, res, url) =>
    res.end(JSON.stringify(answer(url.searchParams, res))),
  );
  const reader = new HttpRowReader(
    httpSchema.parse({ url: `${server.url}/x`, rows: place, paging }),
    sourceHttp,
  );
  let count = 0;
  const errors: string[] = [];
  for await (const one of reader.read({
    signal: new AbortController().signal,
  })) {
    if ('error' in one) {
      errors.push(one.error);
    } else {
      count++;
    }
  }
  return { count, errors };
}

const items = rows(0, 50);
const pages = (asked: URLSearchParams) => {
  const from = (Number(asked.get('page')) - 1) * 50;
  return { items: rows(0, 120).slice(from, from + 50), from };
};

describe('an answer', () => {
  afterEach(closeServers);

  it.each<[object, string]>([
    [{ next: '/x?page=2' }, '"/x?page=2" at next'],
    [{ has_more: true }, 'true at has_more'],
    [{ nextPageToken: 'abc' }, '"abc" at nextPageToken'],
    [{ isLast: false }, 'false at isLast'],
    [{ '@odata.nextLink': 'https://x' }, '"https://x" at @odata.nextLink'],
    [{ meta: { page: { next: 2 } } }, '2 at meta.page.next'],
    [{ _links: { next: { href: '/2' } } }, '"/2" at _links.next.href'],
    [{ pageInfo: { hasNextPage: true } }, 'true at pageInfo.hasNextPage'],
  ])('that has %j is not all there is', async (beside, said) => {
    await expect(read(() => ({ items, ...beside }))).rejects.toThrow(
      `has ${said} of its answer, so that there seem to be more rows: say with paging how to get them`,
    );
    // Where nothing leads on, as the path is misspelt
    await expect(
      read(() => ({ items, ...beside }), { by: 'cursor', next: 'nxt' }),
    ).rejects.toThrow(said);
  });

  it.each<[object]>([
    [{ next: null }],
    [{ next: '' }],
    [{ has_more: false }],
    [{ isLast: true }],
    [{ total: 50, count: 50 }],
    [{ links: { self: '/x', last: '/x?page=1' } }],
    [{ account: { next: 'x', total: 9_000 } }],
    [{ next_review: 'soon', totals: 'many' }],
  ])('that has %j is all there is', async beside => {
    expect(await read(() => ({ items, ...beside }))).toEqual({
      count: 50,
      errors: [],
    });
  });

  it('says how many rows there are, and fewer are read', async () => {
    const message = (place: string, count: number) =>
      `the answer has 120 at ${place}, but ${count} rows were read: say with paging how to get the others, and by paging.total or paging.totalHeader where their number is`;
    expect(await read(() => ({ items, total: 120 }))).toEqual({
      count: 50,
      errors: [message('total', 50)],
    });
    expect(
      await read(
        () => ({ data: { items, page: { totalElements: 120 } } }),
        undefined,
        'data.items',
      ),
    ).toEqual({ count: 50, errors: [message('data.page.totalElements', 50)] });
    expect(
      await read((_, res) => {
        res.setHeader('X-Total-Count', '120');
        return { items };
      }),
    ).toEqual({ count: 50, errors: [message('its header x-total-count', 50)] });
    // The first page has another number than was configured
    expect(
      await read(
        asked => ({
          items: rows(0, 120)
            .slice(Number(asked.get('page')) * 50)
            .slice(0, 50),
          total: 120,
        }),
        { by: 'page' },
      ),
    ).toEqual({ count: 70, errors: [message('total', 70)] });
    expect(
      await read(() => ({ items, total: 120, number: 50 }), {
        by: 'none',
        total: 'number',
      }),
    ).toEqual({ count: 50, errors: [] });
  });

  it('says whether it is the last one', async () => {
    expect(
      await read(
        asked => {
          const { from, ...page } = pages(asked);
          return { ...page, isLast: from >= 100 ? 'True' : false };
        },
        { by: 'page', last: 'isLast' },
      ),
    ).toEqual({ count: 120, errors: [] });
    await expect(
      read(() => ({ items, isLast: 'no' }), { by: 'page', last: 'isLast' }),
    ).rejects.toThrow(
      'has neither true nor false at isLast of its answer, but "no": check paging.last',
    );
    for (const more of ['isLast', 'page.last', 'is_last_page', 'done']) {
      expect(() =>
        httpSchema.parse({ url: 'http://x', paging: { by: 'page', more } }),
      ).toThrow('seems to say whether a page is the last one');
    }
  });

  it('has rows that are none', async () => {
    const { count, errors } = await read(() => ({
      items: [{ id: 1 }, null, 'x', [{ id: 2 }]],
    }));
    expect(count).toBe(1);
    expect(errors).toEqual(
      Array(3).fill(
        'the row is no JSON object: check http.rows, which says where the list of rows is',
      ),
    );
  });

  it.each([
    [{ error: 'rate limited' }, '"rate limited"'],
    [{ errors: [{ message: 'no' }] }, '[{"message":"no"}]'],
  ])('without rows has the error %j', async (beside, said) => {
    await expect(read(() => ({ items: [], ...beside }))).rejects.toThrow(
      `answers no rows, but an error: ${said}`,
    );
    expect(await read(() => ({ items, ...beside }))).toMatchObject({
      count: 50,
    });
  });
});
