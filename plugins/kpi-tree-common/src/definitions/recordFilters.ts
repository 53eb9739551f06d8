import { JsonPrimitive, JsonValue } from '@backstage/types';
import { isIsoDate } from '../time';
import { patternMistake } from './patternMistake';

/**
 * Which records count: what is asked of columns, by their names, and `$all`, `$any` and
 * `$not` of such filters. {@link recordFilterMistake} says whether something is one.
 *
 * @public
 */
export type RecordFilter = { readonly [key: string]: JsonValue };

/**
 * What is asked of a column: the value that it has, or operators, all of which have to fit.
 *
 * @public
 */
export type RecordFilterValue =
  | JsonPrimitive
  | { readonly [operator: string]: JsonValue };

/** What follows the date of an instant. */
const TIME =
  /^([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?)?$/;

const COMPARISONS = ['$gt', '$gte', '$lt', '$lte'];

const OPERATORS = [
  ...['$in', '$contains', '$exists', '$hasPrefix', '$matches'],
  ...[...COMPARISONS, '$not', '$any', '$all'],
];

/**
 * What is wrong with a filter of records: it is none, or it is one that no record fits
 * whatever it has, such as a text in place of a column and its value.
 *
 * @public
 */
export function recordFilterMistake(filter: unknown): string | undefined {
  if (!isObject(filter)) {
    return `${JSON.stringify(
      filter,
    )} names no field: write the field and its value, such as { priority: '1' }`;
  }
  return firstOf(
    Object.entries(filter).map(([key, value]) => {
      switch (key) {
        case '$all':
        case '$any':
          return listMistake(key, value, 'filters', recordFilterMistake);
        case '$not':
          return recordFilterMistake(value);
        default:
          return key.startsWith('$')
            ? `${key} names no field: write it below one, such as { priority: { ${key}: ... } }; filters are combined by $all, $any and $not`
            : fieldMistake(key, value);
      }
    }),
  );
}

function fieldMistake(field: string, filter: unknown): string | undefined {
  if (isPrimitive(filter)) {
    return undefined;
  }
  if (!isObject(filter) || !Object.keys(filter).length) {
    return `${field} is ${JSON.stringify(
      filter,
    )}: write a value, or several as { $in: [...] }`;
  }
  return firstOf(
    Object.entries(filter).map(([operator, operand]) => {
      const mistake = operatorMistake(field, operator, operand);
      return mistake && `${field} has ${mistake}`;
    }),
  );
}

function operatorMistake(
  field: string,
  operator: string,
  operand: unknown,
): string | undefined {
  const of = (one: unknown) => fieldMistake(field, one);
  switch (operator) {
    case '$in':
      return listMistake('an $in', operand, 'some values', one =>
        isPrimitive(one)
          ? undefined
          : `an $in with ${JSON.stringify(one)}: list texts and numbers`,
      );
    case '$all':
    case '$any':
      return listMistake(`an ${operator}`, operand, 'some values', of);
    case '$not':
      return of(operand);
    case '$contains':
      return isPrimitive(operand)
        ? undefined
        : `a $contains of ${JSON.stringify(
            operand,
          )}: ask for one value, and for several by { $any: [{ $contains: ... }, ...] }`;
    case '$exists':
      return typeof operand === 'boolean'
        ? undefined
        : `an $exists of ${JSON.stringify(operand)}: say true or false`;
    case '$hasPrefix':
      return typeof operand === 'string' && operand !== ''
        ? undefined
        : `a $hasPrefix of ${JSON.stringify(operand)}: give a text`;
    case '$matches':
      return patternMistake(operand);
    default:
      return COMPARISONS.includes(operator)
        ? comparisonMistake(operator, operand)
        : `the operator ${operator}: use one of ${OPERATORS.join(', ')}`;
  }
}

function comparisonMistake(
  operator: string,
  operand: unknown,
): string | undefined {
  const isComparable =
    typeof operand === 'number' ||
    (typeof operand === 'string' && isInstant(operand));
  return isComparable
    ? undefined
    : `${operator} of ${JSON.stringify(
        operand,
      )}: compare with a number such as 3, or with a date such as 2026-01-31 or 2026-01-31T08:00:00Z`;
}

/** What is wrong with a list, which has to have something in it, or with one of it. */
function listMistake(
  name: string,
  list: unknown,
  what: string,
  mistake: (one: unknown) => string | undefined,
): string | undefined {
  if (!Array.isArray(list)) {
    return `${name} that is no list: list ${what} as [...]`;
  }
  if (!list.length && name === '$any') {
    return `$any is empty, which nothing matches: list ${what}, or leave it out`;
  }
  if (!list.length && name !== '$all') {
    return `${name.replace(' ', ' empty ')}: list ${what}, or leave it out`;
  }
  return firstOf(list.map(mistake));
}

function isInstant(text: string): boolean {
  return isIsoDate(text.slice(0, 10)) && TIME.test(text.slice(10));
}

function isPrimitive(value: unknown): value is JsonPrimitive {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf(mistakes: (string | undefined)[]): string | undefined {
  return mistakes.find(mistake => mistake !== undefined);
}
