import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import { JsonValue } from '@backstage/types';
import { Row } from './RowReader';

/** How rows write them: JSON and CSV, PostgreSQL, and databases without booleans. */
const TEXTS = { true: ['true', 't', '1'], false: ['false', 'f', '0'] };

/**
 * Whether a row fulfils a filter predicate. All cells are texts, so that `true` and
 * `false` are compared with each text that means so.
 */
export function rowFilter(predicate: FilterPredicate): (row: Row) => boolean {
  return filterPredicateToFilterFunction<Row>(
    withTexts(predicate as JsonValue) as FilterPredicate,
  );
}

function withTexts(predicate: JsonValue): JsonValue {
  if (typeof predicate === 'boolean') {
    return { $in: TEXTS[`${predicate}`] };
  }
  if (Array.isArray(predicate)) {
    return predicate.map(withTexts);
  }
  if (typeof predicate !== 'object' || predicate === null) {
    return predicate;
  }
  return Object.fromEntries(
    Object.entries(predicate).map(([key, filter]) => {
      switch (key) {
        case '$in':
          return [
            key,
            (filter as JsonValue[]).flatMap(one =>
              typeof one === 'boolean' ? TEXTS[`${one}`] : [one],
            ),
          ];
        case '$exists':
          return [key, filter];
        default:
          return [key, withTexts(filter!)];
      }
    }),
  );
}
