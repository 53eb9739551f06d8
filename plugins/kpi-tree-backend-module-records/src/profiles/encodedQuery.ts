/** Stands for `^^`, which is a `^` within a value, while a query is taken apart. */
const CARET = '\u0000';

/** The conditions of each alternative of a query; `^NQ` stands between these. */
function alternatives(query: string): string[][] {
  const found: string[][] = [[]];
  for (const part of query.replaceAll('^^', CARET).split('^')) {
    const condition = part.replaceAll(CARET, '^^');
    if (condition.startsWith('NQ')) {
      found.push([condition.slice(2)]);
    } else {
      found[found.length - 1].push(condition);
    }
  }
  return found;
}

/** A query without the mark of its end, with which ServiceNow copies queries. */
function withoutEnd(query: string): string {
  return query.replace(/\^EQ$/, '');
}

/**
 * Whether a text is an encoded query of ServiceNow to which conditions can be added:
 * it has no order of its own, and no beginning that belongs to what is before.
 */
export function isEncodedQuery(query: string): boolean {
  return (
    query === '' ||
    (!query.includes(CARET) &&
      alternatives(withoutEnd(query)).every(
        ([first, ...others]) =>
          !first.startsWith('OR') &&
          [first, ...others].every(
            condition => condition && !/^(ORDERBY|GROUPBY|EQ$)/.test(condition),
          ),
      ))
  );
}

/**
 * An encoded query of ServiceNow for rows that meet both a query and conditions: these
 * are added to each of its alternatives.
 *
 * @param query - one for which {@link isEncodedQuery} holds
 * @param orderBy - the field that says the order
 */
export function encodedQuery(
  query: string,
  conditions: string[],
  orderBy: string,
): string {
  const all = query ? alternatives(withoutEnd(query)) : [[]];
  return [
    all.map(own => [...conditions, ...own].join('^')).join('^NQ'),
    `ORDERBY${orderBy}`,
  ].join('^');
}
