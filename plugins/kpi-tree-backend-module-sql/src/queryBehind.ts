import { addPeriods, dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  QueriesBehind,
  QueriesRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { SqlSettings } from './settings';

/** The stretch of time that a query is asked for, as it is bound to its text. */
export function windowBindings(
  { from, to }: { from: Date; to: Date },
  timeZone: string,
) {
  const last = dateOf(to.getTime() - 1, timeZone);
  return {
    from: toSql(from),
    to: toSql(to),
    fromDate: dateOf(from.getTime(), timeZone),
    toDate: addPeriods(last, 'day', 1),
  };
}

/**
 * The query that measures a value, with what is to be bound to its text to get the rows of
 * that value: a collection asks for a longer stretch of time at once.
 *
 * @param names - of the entities in question, as the column `entity` has them
 */
export function queryBehind(
  { kpi, period, timeZone }: QueriesRequest<SqlSettings>,
  names: string[],
): QueriesBehind {
  const { sql, parameters } = kpi.settings;
  const bound = { ...parameters, ...windowBindings(period, timeZone) };
  return {
    queries: [
      {
        of: 'value',
        language: 'sql',
        text: sql.trim(),
        parameters: Object.entries(bound)
          .filter(([name]) => new RegExp(`:${name}\\b`).test(sql))
          .map(([name, value]) => ({ name, value: String(value) })),
        evaluations: [],
      },
    ],
    ...(names.length ? { found: { by: 'entity', names } } : {}),
  };
}

/** As all databases read it; the session is in UTC. */
function toSql(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
