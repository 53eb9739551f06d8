import { FilterPredicate } from '@backstage/filter-predicates';
import { RecordsSettings } from './kpiSettings';

/**
 * The columns that the filters of a KPI name, its own and those of a ratio. One whose
 * `$exists` is asked may be missing.
 */
export function whereColumns(settings: RecordsSettings): string[] {
  const shares =
    settings.measure === 'ratio'
      ? [settings.numerator, settings.denominator]
      : [];
  const filters = [
    settings.where,
    ...shares.map(share =>
      share && 'where' in share ? share.where : undefined,
    ),
  ];
  return [
    ...new Set(filters.flatMap(filter => (filter ? columnsOf(filter) : []))),
  ];
}

function columnsOf(filter: FilterPredicate): string[] {
  return typeof filter === 'object'
    ? Object.entries(filter).flatMap(([key, value]) => {
        switch (key) {
          case '$all':
          case '$any':
            return (value as FilterPredicate[]).flatMap(columnsOf);
          case '$not':
            return columnsOf(value as FilterPredicate);
          default:
            return key.startsWith('$') || asksWhetherThere(value) ? [] : [key];
        }
      })
    : [];
}

function asksWhetherThere(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$exists' in value;
}
