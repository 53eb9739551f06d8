import { SqlRow } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** An instant as MySQL answers it, and PostgreSQL where it has no zone. */
const WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/;

/** A row of a database whose instants are in UTC and do not say so, says so. */
export function inUtc(row: SqlRow): SqlRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const [, day, time] =
        typeof value === 'string' ? WITHOUT_ZONE.exec(value) ?? [] : [];
      return [column, day ? `${day}T${time}Z` : value];
    }),
  );
}
