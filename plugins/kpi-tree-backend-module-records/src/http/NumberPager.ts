import { isEnd, Pager, Turned, withNumbers } from './Pager';
import { Answer, Paging } from './paging';

/**
 * By the number of the page. Where rows have a key, each page is read again after the
 * next one: what rows that were removed moved into it is found there.
 */
export class NumberPager implements Pager {
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
