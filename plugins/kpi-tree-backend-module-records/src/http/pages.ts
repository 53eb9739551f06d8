import { InputError } from '@backstage/errors';
import {
  SourceHttp,
  SourceRequest,
  SourceResponse,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { valueAt } from '../rows/flatten';

/** How a system is queried page by page. */
export type Paging =
  /** By how many rows to skip: the names of two parameters. */
  | {
      by: 'offset';
      offset: string;
      limit: string;
      size: number;
      /** Where the answer says how many there are in all; else a short page ends. */
      total?: string;
    }
  /** By the number of the page, from 1 on. */
  | { by: 'page'; page: string; limit: string; size: number }
  /** By a text of the answer, until there is none. */
  | { by: 'cursor'; cursor: string; next: string }
  /** By the header `Link` with `rel="next"`, or a URL in the answer. */
  | { by: 'link'; next?: string }
  /**
   * By the last row of a page, behind which the next begins: rows that come and go
   * meanwhile shift no others.
   */
  | { by: 'last'; size: number; after: (url: URL, last: unknown) => URL }
  /** All in one answer. */
  | { by: 'none' };

/** More pages than this are a system that answers in circles. */
const MAX_PAGES = 100_000;

/** A page: the answer, and the rows in it. */
export type Page = {
  response: SourceResponse;
  body: unknown;
  items: unknown[];
};

/**
 * Requests page after page until there are no more.
 *
 * @param start - the first question, which may have parameters
 * @param rows - where the rows are in an answer, such as `data.items`; without it
 * there are none
 * @param post - what is sent as JSON; without it nothing is, and the method is GET
 * @throws `InputError` if an answer has no rows there; see {@link SourceHttp}
 */
export async function* readPages(options: {
  http: SourceHttp;
  start: URL;
  configured: URL;
  headers: Record<string, string>;
  rows?: string;
  post?: unknown;
  paging: Paging;
  signal: AbortSignal;
}): AsyncGenerator<Page> {
  const { http, configured, rows, paging, signal } = options;
  const sent = sending(options);
  const seen = new Set<string>();
  let url: URL | undefined = firstUrl(options.start, paging);
  for (let page = 1; url; page++) {
    if (page > MAX_PAGES || seen.has(url.href)) {
      throw new InputError(
        `${url.host}${url.pathname} keeps returning the same page: check its paging`,
      );
    }
    seen.add(url.href);
    const response = await http.request({ url, configured, signal, ...sent });
    const body = response.json();
    const items = rows === undefined ? [] : valueAt(body, rows);
    if (!Array.isArray(items)) {
      throw new InputError(
        `${url.host}${url.pathname} has no list at ${
          rows || 'the top'
        } of its answer: check rows`,
      );
    }
    yield { response, body, items };
    url = nextUrl(url, paging, response, body, items);
  }
}

/** How a question is sent. */
function sending({
  headers,
  post,
}: {
  headers: Record<string, string>;
  post?: unknown;
}): Pick<SourceRequest, 'method' | 'headers' | 'body'> {
  return post === undefined
    ? { headers }
    : {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(post),
      };
}

function firstUrl(start: URL, paging: Paging): URL {
  const url = new URL(start);
  if (paging.by === 'offset') {
    url.searchParams.set(paging.offset, '0');
    url.searchParams.set(paging.limit, String(paging.size));
  } else if (paging.by === 'page') {
    url.searchParams.set(paging.page, '1');
    url.searchParams.set(paging.limit, String(paging.size));
  }
  return url;
}

function nextUrl(
  url: URL,
  paging: Paging,
  response: SourceResponse,
  body: unknown,
  items: unknown[],
): URL | undefined {
  const count = items.length;
  const next = new URL(url);
  const add = (name: string, by: number) =>
    next.searchParams.set(
      name,
      String(Number(url.searchParams.get(name) ?? 0) + by),
    );
  switch (paging.by) {
    case 'offset': {
      add(paging.offset, count);
      const total = paging.total ? Number(valueAt(body, paging.total)) : NaN;
      const isLast = Number.isNaN(total)
        ? count < paging.size
        : Number(next.searchParams.get(paging.offset)) >= total;
      return isLast || !count ? undefined : next;
    }
    case 'page':
      add(paging.page, 1);
      return count < paging.size ? undefined : next;
    case 'cursor': {
      const cursor = valueAt(body, paging.next);
      if (typeof cursor !== 'string' || !cursor) {
        return undefined;
      }
      next.searchParams.set(paging.cursor, cursor);
      return next;
    }
    case 'link': {
      const link = paging.next
        ? valueAt(body, paging.next)
        : linkOf(response.header('link'));
      return typeof link === 'string' && link
        ? new URL(link, response.url)
        : undefined;
    }
    case 'last':
      return count < paging.size
        ? undefined
        : paging.after(next, items[count - 1]);
    default:
      return undefined;
  }
}

/** The target of `rel="next"`, as RFC 8288 says. */
function linkOf(header: string | undefined): string | undefined {
  for (const [, target, parameters] of (header ?? '').matchAll(
    /<([^>]*)>([^<]*)/g,
  )) {
    if (/;\s*rel="?next"?/i.test(parameters)) {
      return target;
    }
  }
  return undefined;
}
