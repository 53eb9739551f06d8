import { RecordFilterValue } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { JsonPrimitive, JsonValue } from '@backstage/types';
import { textOf } from '../engine/text';
import { listColumn, textColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';

/** How rows write them: JSON and CSV, PostgreSQL, and databases without booleans. */
const TRUTHS = { true: ['true', 't', '1'], false: ['false', 'f', '0'] };

const COMPARISONS: Record<string, string> = {
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
};

/** What is asked of one value, as SQL of that value. */
type Question = (value: string) => string;

/** All of some conditions, or one of them. */
export function join(conditions: string[], by: 'and' | 'or'): string {
  return `(${conditions.join(` ${by} `) || (by === 'and' ? 'true' : 'false')})`;
}

/** What a filter asks of a column. */
export class Field {
  constructor(
    private readonly column: string,
    private readonly declared: DeclaredColumns,
  ) {}

  condition(filter: RecordFilterValue): string {
    if (!isObject(filter)) {
      return this.isOneOf([filter as JsonPrimitive]);
    }
    const compared = Object.keys(filter).filter(key => key in COMPARISONS);
    const conditions = Object.entries(filter).flatMap(([operator, operand]) =>
      operator in COMPARISONS ? [] : [this.operation(operator, operand!)],
    );
    return join(
      compared.length
        ? [
            ...conditions,
            // Of the same value of a list
            this.some(value =>
              compared
                .map(key => this.comparison(value, key, filter[key]!))
                .join(' and '),
            ),
          ]
        : conditions,
      'and',
    );
  }

  private operation(operator: string, operand: JsonValue): string {
    const all = (by: 'and' | 'or') =>
      join(
        (operand as RecordFilterValue[]).map(one => this.condition(one)),
        by,
      );
    switch (operator) {
      case '$in':
        return this.isOneOf(operand as JsonPrimitive[]);
      case '$contains':
        return this.isOneOf([operand as JsonPrimitive]);
      case '$exists':
        return `(${textColumn(this.column)} is ${operand ? 'not ' : ''}null)`;
      case '$hasPrefix':
        return this.some(
          value =>
            `starts_with(upper(${value}), upper(${textOf(String(operand))}))`,
        );
      case '$matches':
        return this.some(
          value => `regexp_matches(${value}, ${textOf(String(operand))}, 'i')`,
        );
      case '$all':
        return all('and');
      case '$any':
        return all('or');
      case '$not':
        return `(not ${this.condition(operand as RecordFilterValue)})`;
      default:
        // The settings of a Kpi do not have it
        return 'false';
    }
  }

  private isOneOf(values: JsonPrimitive[]): string {
    const texts = values.flatMap(value =>
      typeof value === 'boolean' ? TRUTHS[`${value}`] : [String(value).trim()],
    );
    const some = texts.filter(text => text !== '');
    const list = some.map(text => `upper(${textOf(text)})`).join(', ');
    return join(
      [
        ...(some.length < texts.length
          ? [`(${textColumn(this.column)} is null)`]
          : []),
        ...(some.length
          ? [this.some(value => `upper(${value}) in (${list})`)]
          : []),
      ],
      'or',
    );
  }

  private comparison(
    value: string,
    operator: string,
    operand: JsonValue,
  ): string {
    const type = typeof operand === 'number' ? 'number' : 'instant';
    return `${this.declared.typed(this.column, type, value)} ${
      COMPARISONS[operator]
    } ${type}(${textOf(String(operand))})`;
  }

  /** That a value of the column fits, or the only one that it has. */
  private some(question: Question): string {
    return this.declared.isList(this.column)
      ? `coalesce(len(list_filter(${listColumn(
          this.column,
        )}, lambda v: coalesce(${question('v')}, false))) > 0, false)`
      : `coalesce(${question(textColumn(this.column))}, false)`;
  }
}

function isObject(
  value: RecordFilterValue,
): value is { [operator: string]: JsonValue } {
  return typeof value === 'object' && value !== null;
}
