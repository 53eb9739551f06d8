import {
  RecordFilter,
  RecordFilterValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { JsonValue } from '@backstage/types';
import { fieldFilters } from './filterColumns';

type Value = string | number | boolean;

/** A value that a filter asks a column for. */
export type AskedValue = {
  column: string;
  value: Value;
  /** The others that the same filter asks the column for. */
  others: Value[];
};

/** The values that a filter asks columns for, other than none. */
export function askedValues(filter: RecordFilter): AskedValue[] {
  const byColumn = new Map<string, Set<Value>>();
  for (const { column, filter: asked } of fieldFilters(filter)) {
    const values = byColumn.get(column) ?? new Set();
    byColumn.set(column, values);
    valuesIn(asked)
      .filter(value => String(value).trim() !== '')
      .forEach(value => values.add(value));
  }
  return [...byColumn].flatMap(([column, values]) =>
    [...values].map(value => ({
      column,
      value,
      others: [...values].filter(other => other !== value),
    })),
  );
}

function valuesIn(asked: RecordFilterValue): Value[] {
  if (typeof asked !== 'object' || asked === null) {
    return asked === null ? [] : [asked];
  }
  return Object.entries(asked).flatMap(([operator, operand]) => {
    switch (operator) {
      case '$contains':
      case '$not':
        return valuesIn(operand as RecordFilterValue);
      case '$in':
      case '$any':
      case '$all':
        return (operand as RecordFilterValue[]).flatMap(valuesIn);
      default:
        return [];
    }
  });
}

/** For each column that a filter compares with numbers or dates: what is neither. */
export function incomparable(
  filter: RecordFilter,
): { column: string; type: string; filter: RecordFilter }[] {
  return fieldFilters(filter).flatMap(({ column, filter: asked }) =>
    [...new Set(comparedWith(asked))].map(type => {
      const some = type === 'number' ? 0 : '2000-01-01';
      return {
        column,
        type,
        filter: {
          [column]: {
            $exists: true,
            $not: { $any: [{ $gte: some }, { $lt: some }] },
          },
        },
      };
    }),
  );
}

function comparedWith(asked: JsonValue | undefined): string[] {
  if (typeof asked !== 'object' || asked === null) {
    return [];
  }
  if (Array.isArray(asked)) {
    return asked.flatMap(comparedWith);
  }
  return Object.entries(asked).flatMap(([operator, operand]) =>
    /^\$[gl]te?$/.test(operator)
      ? [typeof operand === 'number' ? 'number' : 'date']
      : comparedWith(operand),
  );
}
