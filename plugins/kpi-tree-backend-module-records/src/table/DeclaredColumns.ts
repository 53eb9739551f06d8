import {
  FIRST_DATE,
  LAST_DATE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ColumnConfig,
  ColumnsConfig,
  isEpoch,
  isZoned,
} from '../configuration/columns';
import { textOf } from '../engine/text';
import { ColumnType, VALUE_SEPARATOR } from './columns';

/** Blanks around the values of a list that are in one text. */
const BLANKS = ' \t\r\n\u00a0';

/** Blanks between groups of digits, which look the same. */
const SPACES = /^[ \u00a0\u202f]$/;

/** How the columns of a source are read in SQL: as they are declared, or as ISO 8601. */
export class DeclaredColumns {
  /**
   * @param declared - what the configuration says of them
   * @param missing - texts that stand for nothing in all of them
   * @param lists - those that are lists: declared so, or in some row
   */
  constructor(
    private readonly declared: ColumnsConfig,
    private readonly missing: string[],
    private readonly lists: ReadonlySet<string>,
  ) {}

  isList(column: string): boolean {
    return this.lists.has(column);
  }

  /** Whether the configuration says what its texts stand for. */
  isTyped(column: string): boolean {
    return this.of(column).type !== undefined;
  }

  /** Whether readers may see what is in a column; unknown if nothing is said of it. */
  isShown(column: string): boolean | undefined {
    return Object.hasOwn(this.declared, column)
      ? !this.declared[column].personal
      : undefined;
  }

  /**
   * SQL of a column as it was staged, without what stands for nothing, and with
   * {@link VALUE_SEPARATOR} between the values of a list.
   */
  staged(column: string, sql: string): string {
    const { type, separator, missing = [] } = this.of(column);
    const none = [...this.missing, ...missing]
      .map(text => `upper(${textOf(text.trim())})`)
      .join(', ');
    if (!this.isList(column)) {
      return none
        ? `case when upper(${sql}) not in (${none}) then ${sql} end`
        : sql;
    }
    if (!none && type !== 'list') {
      return sql;
    }
    const values =
      type === 'list'
        ? valuesSql(sql, separator)
        : trimmed(splitAt(sql, VALUE_SEPARATOR), BLANKS);
    const kept = `list_filter(${values}, lambda v: v <> ''${
      none && ` and upper(v) not in (${none})`
    })`;
    return `nullif(array_to_string(${kept}, '${VALUE_SEPARATOR}'), '')`;
  }

  /** SQL of a text of a column as what it stands for, null where it is none. */
  typed(column: string, type: ColumnType, sql: string): string {
    const config = this.of(column);
    if (type === 'instant') {
      return instantSql(config, sql);
    }
    return config.type === 'duration'
      ? `duration(${sql})`
      : numberSql(config, sql);
  }

  /** What is said of a text of a column that does not stand for what is read. */
  mistake(column: string, type: ColumnType): string | undefined {
    const {
      type: declared,
      format,
      decimal = '.',
      thousands,
    } = this.of(column);
    if (type === 'instant') {
      return (
        format &&
        `${column} is not a date from ${FIRST_DATE} to ${LAST_DATE} as its format ${[
          format,
        ]
          .flat()
          .join(
            ' or ',
          )} says: correct it, or the format under columns of the source`
      );
    }
    if (declared === 'duration') {
      return `${column} is not a duration such as PT5H30M, 5 hours 30 minutes, 05:30:00, 1970-01-01 05:30:00 or 19800, which is seconds: correct it, or what columns of the source says`;
    }
    return decimal !== '.' || thousands
      ? `${column} is not a number such as 12${
          thousands ?? ''
        }345${decimal}67, as columns of the source says it is written: correct it, or what is said there`
      : undefined;
  }

  private of(column: string): ColumnConfig {
    return Object.hasOwn(this.declared, column) ? this.declared[column] : {};
  }
}

/**
 * SQL of the values of a list that is declared to be one: of a text that is written as one, in
 * brackets or braces, without these and without quotes.
 */
function valuesSql(sql: string, separator: string | undefined): string {
  const inner = `regexp_extract(${sql}, '^(?s)[\\[{](.*)[\\]}]$', 1)`;
  const inBrackets = trimmed(splitAt(inner, separator ?? ','), `${BLANKS}"'`);
  return `case when regexp_full_match(${sql}, '(?s)\\[.*\\]|\\{.*\\}') then ${inBrackets} else ${trimmed(
    splitAt(sql, separator),
    BLANKS,
  )} end`;
}

function splitAt(sql: string, separator = VALUE_SEPARATOR): string {
  return `string_split(replace(${sql}, ${textOf(
    separator,
  )}, '${VALUE_SEPARATOR}'), '${VALUE_SEPARATOR}')`;
}

function trimmed(values: string, signs: string): string {
  return `list_transform(${values}, lambda v: trim(v, ${textOf(signs)}))`;
}

function instantSql({ format, timeZone }: ColumnConfig, sql: string): string {
  const zone =
    timeZone === undefined ? `current_setting('TimeZone')` : textOf(timeZone);
  if (format === undefined) {
    return timeZone === undefined
      ? `instant(${sql})`
      : `instant_in(${sql}, ${zone})`;
  }
  const formats = [format].flat().map(one => {
    if (isEpoch(one)) {
      return `since_1970(${sql}, ${one === '%s' ? 1_000_000 : 1_000})`;
    }
    return isZoned(one)
      ? `try_strptime(${sql}, ${textOf(one)})`
      : `local_in(try_strptime(${sql}, ${textOf(one)}), ${zone})`;
  });
  return `of_product(coalesce(${formats.join(', ')}))`;
}

function numberSql(
  { decimal = '.', thousands }: ColumnConfig,
  sql: string,
): string {
  if (decimal === '.' && thousands === undefined) {
    return `number(${sql})`;
  }
  const text =
    thousands && SPACES.test(thousands)
      ? `translate(${sql}, '\u00a0\u202f', '  ')`
      : sql;
  const group =
    thousands && inPattern(SPACES.test(thousands) ? ' ' : thousands);
  const whole = group ? `(?:\\d{1,3}(?:${group}\\d{3})+|\\d+)` : '\\d+';
  const shape = `[+-]?${whole}(?:${inPattern(decimal)}\\d+)?(?:[eE][+-]?\\d+)?`;
  const plain = group
    ? `replace(${text}, ${textOf(
        SPACES.test(thousands!) ? ' ' : thousands!,
      )}, '')`
    : text;
  return `case when regexp_full_match(${text}, ${textOf(
    shape,
  )}) then number(replace(${plain}, ${textOf(decimal)}, '.')) end`;
}

/** A sign as it is found by a pattern. */
function inPattern(sign: string): string {
  return `[${/[\\\]^-]/.test(sign) ? `\\${sign}` : sign}]`;
}
