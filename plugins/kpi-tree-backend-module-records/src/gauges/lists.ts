import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { textColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';

/** What is between the values of a list in one text, and around them. */
const BEFORE = `(?:^|[,;|\\[{"'\\n])\\s*`;
const BEHIND = `\\s*(?:$|[,;|\\]}"'\\n])`;

/** Between the values, where a list is written without brackets. */
const SEPARATORS = [',', ';', '|', '\n'];

/** What a text has that is a list. */
const SIGNS = [...SEPARATORS, '[', '{'];

/**
 * SQL of whether the text of a column has a value among others, as where an export writes the
 * labels of an issue into one cell. Nothing where that is no mistake: the column is a list, or
 * is said to be none.
 */
export function amongOthers(
  column: string,
  value: string | number | boolean,
  declared: DeclaredColumns,
): string[] {
  if (
    typeof value !== 'string' ||
    !/\p{L}/u.test(value) ||
    declared.isList(column) ||
    declared.isTyped(column)
  ) {
    return [];
  }
  const text = textColumn(column);
  const written = value.trim();
  const pattern = `${BEFORE}${written.replace(
    /[^\p{L}\p{N}\s]/gu,
    '\\$&',
  )}${BEHIND}`;
  // Patterns take time, and most texts have no sign of a list
  const isLong = `length(${text}) > ${written.length}`;
  const hasSign = SIGNS.map(sign => `contains(${text}, ${textOf(sign)})`);
  return [
    `case when ${isLong} and (${hasSign.join(
      ' or ',
    )}) then regexp_matches(${text}, ${textOf(pattern)}, 'i') else false end`,
  ];
}

/** What is said of a column that has a value among others. */
export async function saidOfList(
  engine: Engine,
  view: string,
  {
    kpi,
    column,
    value,
    sql,
  }: {
    kpi: string;
    column: string;
    value: string | number | boolean;
    sql: string;
  },
  declared: DeclaredColumns,
): Promise<string> {
  const [[rows, example]] = await engine.all<[number, string]>(
    `select count(*)::double, min(${textColumn(
      column,
    )}) from ${view} where ${sql}`,
  );
  const shown =
    declared.isShown(column) === false
      ? ''
      : `, such as ${JSON.stringify(example.slice(0, 80))}`;
  const separator = SEPARATORS.find(one => example.includes(one)) ?? ',';
  const asked = JSON.stringify(value);
  const name = JSON.stringify(column);
  return `The Kpi ${kpi} asks for ${column} ${asked}, which is among others in the text of ${rows} ${
    rows === 1 ? 'row' : 'rows'
  }${shown}, and that does not fit: say under columns of the source that it is a list, ${name}: { type: list, separator: ${JSON.stringify(
    separator,
  )} }, or that it is none, ${name}: { type: text }`;
}
