import { FilterPredicate } from '@backstage/filter-predicates';
import { JsonPrimitive, JsonValue } from '@backstage/types';
import { textOf } from '../engine/text';
import { textColumn } from '../table/RecordTable';

/** How rows write them: JSON and CSV, PostgreSQL, and databases without booleans. */
const TRUTHS = { true: ['true', 't', '1'], false: ['false', 'f', '0'] };

/** A condition in SQL that is true or false of each record, and the columns it reads. */
export type Where = { sql: string; columns: string[] };

/**
 * A filter predicate of Backstage over the columns of records, which are texts. What is
 * blank is missing; texts are compared without regard to case, as Backstage does; `true`
 * and `false` are compared with each text that means so.
 */
export function whereSql(predicate: FilterPredicate): Where {
  const columns = new Set<string>();
  const sql = conditionOf(predicate as JsonValue, columns);
  return { sql, columns: [...columns] };
}

function conditionOf(predicate: JsonValue, columns: Set<string>): string {
  if (!isObject(predicate)) {
    // A text without its column fits nothing; the settings of a Kpi do not have it
    return 'false';
  }
  const parts = Object.entries(predicate).map(([key, filter]) => {
    switch (key) {
      case '$all':
        return joined(filter as JsonValue[], 'and', columns);
      case '$any':
        return joined(filter as JsonValue[], 'or', columns);
      case '$not':
        return `(not ${conditionOf(filter!, columns)})`;
      default:
        columns.add(key);
        return fieldCondition(textColumn(key), filter!);
    }
  });
  return `(${parts.join(' and ') || 'true'})`;
}

function joined(
  predicates: JsonValue[],
  by: 'and' | 'or',
  columns: Set<string>,
): string {
  const parts = predicates.map(one => conditionOf(one, columns));
  return `(${parts.join(` ${by} `) || (by === 'and' ? 'true' : 'false')})`;
}

function fieldCondition(column: string, filter: JsonValue): string {
  if (!isObject(filter)) {
    return isOneOf(column, [filter as JsonPrimitive]);
  }
  if ('$in' in filter) {
    return isOneOf(column, filter.$in as JsonPrimitive[]);
  }
  if ('$exists' in filter) {
    return `(${column} is ${filter.$exists ? 'not ' : ''}null)`;
  }
  if ('$hasPrefix' in filter) {
    const prefix = textOf(String(filter.$hasPrefix));
    return `coalesce(starts_with(upper(${column}), upper(${prefix})), false)`;
  }
  return 'false';
}

function isOneOf(column: string, values: JsonPrimitive[]): string {
  const texts = values.flatMap(value =>
    typeof value === 'boolean' ? TRUTHS[`${value}`] : [String(value).trim()],
  );
  const some = texts.filter(text => text !== '');
  return `(${[
    ...(some.length < texts.length ? [`${column} is null`] : []),
    ...(some.length
      ? [
          `coalesce(upper(${column}) in (${some
            .map(text => `upper(${textOf(text)})`)
            .join(', ')}), false)`,
        ]
      : []),
  ].join(' or ')})`;
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
