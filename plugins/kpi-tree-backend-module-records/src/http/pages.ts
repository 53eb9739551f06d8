import { InputError, NotFoundError } from '@backstage/errors';
import {
  SourceHttp,
  SourceRequest,
  SourceResponse,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { valueAt } from '../rows/flatten';
import { Answer, Page, Paging, placeOf } from './paging';
import { Reading } from './Reading';

/** What is asked for, and how. */
export type PagesOptions = {
  http: SourceHttp;
  /** The first question, which may have parameters. */
  start: URL;
  configured: URL;
  headers: Record<string, string>;
  /** Where the rows are in an answer, such as `data.items`; without it there are none. */
  rows?: string;
  /** What is sent as JSON; without it nothing is, and the method is GET. */
  post?: unknown;
  paging: Paging;
  /**
   * What identifies a row. Pages then overlap, so that none goes missing where others are
   * removed meanwhile. Without it a row is what is in it.
   */
  keyOf?: (item: unknown) => string;
  signal: AbortSignal;
};

/**
 * Requests page after page until there are no more: until a page is empty, or the system
 * says that it was the last one. A page that is shorter than asked is no end, as a system
 * may give less than it is asked for.
 *
 * @throws `InputError` if an answer has no rows there, if the rows are fewer than the
 * system says, or if it answers the same ones again; see {@link SourceHttp}
 */
export async function* readPages(options: PagesOptions): AsyncGenerator<Page> {
  const { paging, keyOf } = options;
  const reading = new Reading(paging, keyOf);
  let url: URL | undefined = reading.first(options.start);
  while (url) {
    const answer = await ask(url, options, reading);
    const instead = answer && reading.instead(answer);
    const page = instead ? undefined : answer && reading.take(answer);
    if (page) {
      yield page;
    }
    url = instead ?? (page && reading.next(page));
  }
  reading.end();
}

/**
 * Asks for a page.
 *
 * @returns nothing if the system has no such page, where all rows are read
 */
async function ask(
  url: URL,
  options: PagesOptions,
  reading: Reading,
): Promise<Answer | undefined> {
  const { http, configured, rows, signal } = options;
  reading.ask(url);
  let response: SourceResponse;
  try {
    response = await http.request({
      url,
      configured,
      signal,
      ...sending(options),
    });
  } catch (error) {
    if (!(error instanceof NotFoundError) || !reading.canBeOver) {
      throw error;
    }
    if (reading.isComplete) {
      return undefined;
    }
    throw new NotFoundError(
      `${error.message}; where that says that there are no more pages, give paging.total or paging.more`,
    );
  }
  const body = response.json();
  const items = rows === undefined ? [] : valueAt(body, rows);
  if (!Array.isArray(items)) {
    throw new InputError(
      `${placeOf(url)} has no list at ${
        rows || 'the top'
      } of its answer: check rows`,
    );
  }
  return { url, response, body, items };
}

/** How a question is sent. */
function sending({
  headers,
  post,
}: PagesOptions): Pick<SourceRequest, 'method' | 'headers' | 'body'> {
  return post === undefined
    ? { headers }
    : {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(post),
      };
}
