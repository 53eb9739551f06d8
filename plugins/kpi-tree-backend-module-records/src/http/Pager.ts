import { InputError } from '@backstage/errors';
import { Answer, linkOf, Page, Paging, placeOf, toldAt } from './paging';

/** A page as it was read, for what is asked next. */
export type Turned = Page & {
  /** Whether the system says that there are more rows; undefined if it does not say. */
  more: boolean | undefined;
};

/** Says what is asked for, page after page. */
export interface Pager {
  /** The first question. */
  first(start: URL): URL;
  /** The question after a page; none if that was the last one. */
  next(page: Turned): URL | undefined;
  /** Another question for a page that cannot be what was asked for. */
  instead?(answer: Answer): URL | undefined;
  /** Whether what was asked last was asked before, as rows may have moved. */
  readonly isAgain?: boolean;
}

/**
 * Rows may be found to have moved as often as this, and at this share of all pages; beyond
 * it they have no order.
 */
const MOST_MOVED = { times: 10, share: 0.1 };

/**
 * Makes what turns the pages of a system.
 *
 * @param hasKey - whether rows are known by a key; then pages overlap
 */
export function createPager(paging: Paging, hasKey: boolean): Pager {
  switch (paging.by) {
    case 'offset':
      return new OffsetPager(paging, hasKey);
    case 'page':
      return new NumberPager(paging, hasKey);
    case 'none':
      return { first: start => start, next: () => undefined };
    default:
      return new NextPager(paging);
  }
}

/** Whether nothing follows a page, as far as a system without cursors tells. */
const isEnd = ({ items, more }: Turned) =>
  more === false || (!items.length && more !== true);

/**
 * By how many rows to skip. Where rows have a key, a page begins with the last row of the
 * one before. If that is not in it, rows were removed meanwhile, and others moved to where
 * was read already: it is read again until a page begins with what is known.
 */
class OffsetPager implements Pager {
  private at = 0;
  private farthest = -1;
  private last = '';
  private overlaps = false;
  private isBack = false;
  private pages = 0;
  private moved = 0;
  isAgain = false;

  constructor(
    private readonly paging: Extract<Paging, { by: 'offset' }>,
    private readonly hasKey: boolean,
  ) {}

  first(start: URL): URL {
    return this.ask(start);
  }

  next(page: Turned): URL | undefined {
    const count = page.items.length;
    const wasBack = this.isBack;
    this.isBack = this.isMoved(page);
    if (this.isBack) {
      this.noteMoved(page);
      this.at = Math.max(0, this.at - this.paging.size);
      return this.ask(page.url);
    }
    if (isEnd(page)) {
      return undefined;
    }
    // What brought nothing new may be the end
    const isNew = wasBack || page.known.includes(false);
    this.overlaps = this.hasKey && count > 1 && isNew;
    this.last = page.keys.at(-1) ?? '';
    this.at += count ? count - Number(this.overlaps) : this.paging.size;
    return this.ask(page.url);
  }

  /** Whether there can be rows before a page that were not read. */
  private isMoved({ keys, known }: Turned): boolean {
    if (!this.overlaps || this.at === 0) {
      return false;
    }
    if (this.isBack) {
      return !known[0];
    }
    // So many may have come that all that is in it was read
    const isRead = keys.length > 0 && !known.includes(false);
    return !isRead && !keys.includes(this.last);
  }

  private noteMoved({ url }: Turned): void {
    if (++this.moved > MOST_MOVED.times + this.pages * MOST_MOVED.share) {
      throw new InputError(
        `${placeOf(
          url,
        )} answers rows in another order each time: ask for an order in the URL, such as by the time of creation`,
      );
    }
  }

  private ask(url: URL): URL {
    const { offset, limit, size } = this.paging;
    this.pages++;
    this.isAgain = this.at <= this.farthest;
    this.farthest = Math.max(this.farthest, this.at);
    return withNumbers(url, { [offset]: this.at, [limit]: size });
  }
}

/**
 * By the number of the page. Where rows have a key, each page is read again after the
 * next one: what rows that were removed moved into it is found there.
 */
class NumberPager implements Pager {
  private number: number;
  private size: number;
  private firstCount: number | undefined;
  private isOver = false;
  isAgain = false;

  constructor(
    private readonly paging: Extract<Paging, { by: 'page' }>,
    private readonly hasKey: boolean,
  ) {
    this.number = paging.first;
    this.size = paging.size;
  }

  first(start: URL): URL {
    return this.ask(start, this.number);
  }

  /**
   * A system that gives fewer rows than it is asked for may count its pages by what it is
   * asked for, and leave out the rest of each: it is asked for what it gives.
   */
  instead({ url, items }: Answer): URL | undefined {
    const count = items.length;
    if (this.firstCount === undefined) {
      this.firstCount = count;
      return undefined;
    }
    const isCapped =
      this.size === this.paging.size &&
      this.number === this.paging.first + 1 &&
      !this.isAgain &&
      count > 0 &&
      count <= this.firstCount &&
      this.firstCount < this.size;
    if (!isCapped) {
      return undefined;
    }
    this.size = this.firstCount;
    return this.ask(url, this.number);
  }

  next(page: Turned): URL | undefined {
    if (this.isAgain) {
      this.isAgain = false;
      return this.isOver ? undefined : this.ask(page.url, ++this.number);
    }
    this.isOver = isEnd(page);
    if (this.hasKey && this.number > this.paging.first) {
      this.isAgain = true;
      return this.ask(page.url, this.number - 1);
    }
    return this.isOver ? undefined : this.ask(page.url, ++this.number);
  }

  private ask(url: URL, number: number): URL {
    const { page, limit } = this.paging;
    return withNumbers(url, { [page]: number, [limit]: this.size });
  }
}

/** By what a page says of the next one, which may be empty where more follows. */
class NextPager implements Pager {
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
  const value = toldAt(answer, path, header);
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

function withNumbers(url: URL, numbers: Record<string, number>): URL {
  const next = new URL(url);
  for (const [name, value] of Object.entries(numbers)) {
    next.searchParams.set(name, String(value));
  }
  return next;
}
