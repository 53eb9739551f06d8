import {
  RecordFilter,
  RecordFilterValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Field, join } from './Field';

/**
 * A filter of records as a condition in SQL that is true or false of each. What is blank is
 * missing; texts are compared without regard to case, as Backstage does; `true` and `false`
 * are compared with each text that means so. Of a list is asked whether one of its values
 * fits.
 *
 * @param declared - how columns are read
 */
export function filterSql(
  filter: RecordFilter,
  declared: DeclaredColumns,
): string {
  const joined = (filters: RecordFilter[], by: 'and' | 'or') =>
    join(
      filters.map(one => filterSql(one, declared)),
      by,
    );
  return join(
    Object.entries(filter).map(([key, value]) => {
      switch (key) {
        case '$all':
          return joined(value as RecordFilter[], 'and');
        case '$any':
          return joined(value as RecordFilter[], 'or');
        case '$not':
          return `(not ${filterSql(value as RecordFilter, declared)})`;
        default:
          return new Field(key, declared).condition(value as RecordFilterValue);
      }
    }),
    'and',
  );
}
