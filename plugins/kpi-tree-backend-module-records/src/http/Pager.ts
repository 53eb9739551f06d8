import { Answer, Page } from './paging';

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

/** Whether nothing follows a page, as far as a system without cursors tells. */
export function isEnd({ items, more }: Turned): boolean {
  return more === false || (!items.length && more !== true);
}

/** A URL with numbers as parameters. */
export function withNumbers(url: URL, numbers: Record<string, number>): URL {
  const next = new URL(url);
  for (const [name, value] of Object.entries(numbers)) {
    next.searchParams.set(name, String(value));
  }
  return next;
}
