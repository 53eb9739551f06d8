import { NextPager } from './NextPager';
import { NumberPager } from './NumberPager';
import { OffsetPager } from './OffsetPager';
import { Pager } from './Pager';
import { Paging } from './paging';

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
