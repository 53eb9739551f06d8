import { InputError } from '@backstage/errors';
import { createPager } from './createPager';
import { Pager } from './Pager';
import { Answer, linkOf, Page, Paging, placeOf } from './paging';
import { SeenRows } from './SeenRows';
import { Totals } from './Totals';

/** More pages than this are a system that has no end. */
const MAX_PAGES = 100_000;

/** So are as many empty ones, one after the other. */
const MAX_EMPTY_PAGES = 100;

/** So is an answer that is given as often again. */
const MOST_REPEATS = 3;

/** Where rows that come and go move others over the border of a page. */
const MOVING: Paging['by'][] = ['offset', 'page', 'link'];

/** What is known of a system while it is read page by page. */
export class Reading {
  private readonly pager: Pager;
  private readonly seen = new SeenRows();
  private readonly totals: Totals;
  private requests = 0;
  private emptyPages = 0;
  private repeats = 0;
  private rows = 0;
  private last: Page | undefined;

  constructor(
    private readonly paging: Paging,
    private readonly keyOf?: (item: unknown) => string,
  ) {
    this.pager = createPager(paging, keyOf !== undefined);
    this.totals = new Totals(paging);
  }

  /** Whether a page that is not there can be behind the last one. */
  get canBeOver(): boolean {
    return (
      this.last !== undefined && ['offset', 'page'].includes(this.paging.by)
    );
  }

  /** Whether as many rows were read as the system says that there are. */
  get isComplete(): boolean {
    return this.totals.isReached(this.rows);
  }

  first(start: URL): URL {
    return this.pager.first(new URL(start));
  }

  /**
   * A question is about to be asked.
   *
   * @throws `InputError` if there were too many
   */
  ask(url: URL): void {
    if (++this.requests > MAX_PAGES) {
      throw new InputError(
        `${placeOf(url)} has no end: it was asked for ${MAX_PAGES} pages`,
      );
    }
    if (this.emptyPages > MAX_EMPTY_PAGES) {
      throw new InputError(
        `${placeOf(
          url,
        )} has no end: it answers empty pages that lead to others; say with paging.more where it says that there are no more`,
      );
    }
  }

  /** Another question for an answer that cannot be taken. */
  instead(answer: Answer): URL | undefined {
    return this.pager.instead?.(answer);
  }

  /**
   * Takes an answer.
   *
   * @returns nothing if it is behind the last page
   * @throws `InputError` if it repeats what an earlier one had
   */
  take(answer: Answer): Page | undefined {
    this.totals.see(answer);
    const { items } = answer;
    const { seen, keyOf } = this;
    const rows = items.map(item => JSON.stringify(item) ?? '');
    const keys = keyOf ? items.map(keyOf) : rows;
    if (items.length && !this.pager.isAgain) {
      const same = seen.samePage(keys);
      if (same !== undefined && this.isBehindLast(answer, same)) {
        return undefined;
      }
      if (same === undefined) {
        this.repeats = 0;
        seen.addPage(keys, this.requests);
      }
    }
    const canMove = MOVING.includes(this.paging.by);
    const repeated = rows.map(row => canMove && seen.has(row));
    const known = keyOf ? keys.map(key => seen.has(key)) : repeated;
    seen.add(keyOf ? [...rows, ...keys] : rows);
    this.rows += repeated.filter(one => !one).length;
    this.emptyPages = items.length ? 0 : this.emptyPages + 1;
    this.last = { ...answer, repeated, keys, known };
    return this.last;
  }

  /** The question after a page; none if that was the last one. */
  next(page: Page): URL | undefined {
    const more = this.totals.more(page);
    const next = this.pager.next({ ...page, more });
    if (
      !next &&
      more === undefined &&
      ['none', 'cursor'].includes(this.paging.by) &&
      linkOf(page.response.header('link'))
    ) {
      throw new InputError(
        `${placeOf(
          page.url,
        )} has another page, which its header Link names: use paging: { by: link }`,
      );
    }
    if (!next && more && this.paging.by === 'none') {
      throw new InputError(
        `${placeOf(
          page.url,
        )} says that there are more rows: say with paging how to get them`,
      );
    }
    return next;
  }

  /**
   * The reading is over.
   *
   * @throws `InputError` if there are fewer rows than the system says
   */
  end(): void {
    if (this.last) {
      this.totals.check(this.rows, this.last.url);
    }
  }

  /** Whether an answer with the rows of an earlier one says that there are no more. */
  private isBehindLast({ url }: Answer, same: number): boolean {
    const { paging } = this;
    const isCircle =
      paging.by === 'cursor' &&
      same === 1 &&
      url.searchParams.get(paging.cursor) === '0';
    if (this.isComplete || isCircle) {
      return true;
    }
    if (MOVING.includes(paging.by) && ++this.repeats < MOST_REPEATS) {
      // As many rows came meanwhile as the page has
      return false;
    }
    throw new InputError(
      `${placeOf(url)} answers the rows of request ${same} again in request ${
        this.requests
      }: check the names of parameters in paging; where it does so behind the last page, give paging.total or paging.more`,
    );
  }
}
