import { InputError } from '@backstage/errors';
import { isEnd, Pager, Turned, withNumbers } from './Pager';
import { Paging, placeOf } from './paging';

/**
 * Rows may be found to have moved as often as this, and at this share of all pages; beyond
 * it they have no order.
 */
const MOST_MOVED = { times: 10, share: 0.1 };

/**
 * By how many rows to skip. Where rows have a key, a page begins with the last row of the
 * one before. If that is not in it, rows were removed meanwhile, and others moved to where
 * was read already: it is read again until a page begins with what is known.
 */
export class OffsetPager implements Pager {
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
