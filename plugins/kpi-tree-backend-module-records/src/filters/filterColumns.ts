import {
  RecordFilter,
  RecordFilterValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What a filter asks of a column, at one place of it. */
export type FieldFilter = { column: string; filter: RecordFilterValue };

/** What a filter asks of columns, however deep. */
export function fieldFilters(filter: RecordFilter): FieldFilter[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    switch (key) {
      case '$all':
      case '$any':
        return (value as RecordFilter[]).flatMap(fieldFilters);
      case '$not':
        return fieldFilters(value as RecordFilter);
      default:
        return [{ column: key, filter: value as RecordFilterValue }];
    }
  });
}

/** The columns that a filter names. */
export function filterColumns(filter: RecordFilter): string[] {
  return fieldFilters(filter).map(({ column }) => column);
}

/** Those that have to be there: one whose `$exists` is asked may be missing. */
export function requiredColumns(filter: RecordFilter): string[] {
  return fieldFilters(filter)
    .filter(({ filter: asked }) => !asksWhetherThere(asked))
    .map(({ column }) => column);
}

function asksWhetherThere(filter: RecordFilterValue): boolean {
  return typeof filter === 'object' && filter !== null && '$exists' in filter;
}
