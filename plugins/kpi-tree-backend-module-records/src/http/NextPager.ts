import { InputError } from '@backstage/errors';
import { Pager, Turned } from './Pager';
import { Answer, linkOf, Paging, placeOf, statedAt } from './paging';

/** By what a page says of the next one, which may be empty where more follows. */
export class NextPager implements Pager {
  private readonly asked = new Set<string>();

  constructor(
    private readonly paging: Extract<
      Paging,
      { by: 'cursor' | 'link' | 'last' }
    >,
  ) {}

  first(start: URL): URL {
    this.asked.add(start.href);
    return start;
  }

  next(page: Turned): URL | undefined {
    if (page.more === false) {
      return undefined;
    }
    const next = this.nextOf(page);
    if (!next && page.more) {
      throw new InputError(
        `${placeOf(
          page.url,
        )} says that there are more rows, but not how to get the next page: check paging.next`,
      );
    }
    if (next && this.asked.has(next.href)) {
      if (!page.items.length) {
        // What follows an empty page is known
        return undefined;
      }
      throw new InputError(
        `${placeOf(page.url)} keeps returning the same page: check its paging`,
      );
    }
    this.asked.add(next?.href ?? '');
    return next;
  }

  private nextOf(page: Turned): URL | undefined {
    const { paging } = this;
    const { url, items, response } = page;
    switch (paging.by) {
      case 'last':
        return items.length
          ? paging.after(new URL(url), items.at(-1))
          : undefined;
      case 'cursor': {
        const cursor = textOf(page, paging.next, paging.nextHeader);
        if (cursor === undefined) {
          return undefined;
        }
        const next = new URL(url);
        next.searchParams.set(paging.cursor, cursor);
        return next;
      }
      default: {
        const link = paging.next
          ? textOf(page, paging.next)
          : linkOf(response.header('link'));
        return link === undefined ? undefined : new URL(link, response.url);
      }
    }
  }
}

/** A text or number that leads to the next page; nothing where there is none. */
function textOf(
  answer: Answer,
  path: string | undefined,
  header?: string,
): string | undefined {
  const value = statedAt(answer, path, header);
  if (
    value === undefined ||
    value === null ||
    value === false ||
    value === ''
  ) {
    return undefined;
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new InputError(
      `${placeOf(
        answer.url,
      )} has neither a text nor a number at ${path} of its answer, but ${JSON.stringify(
        value,
      ).slice(0, 100)}: check paging.next`,
    );
  }
  return String(value);
}
