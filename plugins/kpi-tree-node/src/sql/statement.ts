import { SqlConfig } from './SqlReader';

type Client = SqlConfig['client'];

/**
 * Values of parameters, by the names that stand in a query as `:name`.
 *
 * @public
 */
export type SqlParameters = Record<string, string | number | boolean | null>;

/**
 * Text in which nothing is bound (literals, names, comments), parameters, and question
 * marks. A backslash before a colon or a question mark says that it is none of these.
 */
const PARTS =
  /(?<literal>'(?:[^']|'')*')|(?<comment>--.*|\/\*[^]*?\*\/)|"[^"]*"|`[^`]*`|\$(?<tag>\w*)\$[^]*?\$\k<tag>\$|\\+(?<escaped>[:?])|(?<!:):(?<name>[a-z_]\w*)|\?/gi;

/** The parameters that a query has and nobody gives, as they stand in it. */
export function missingParameters(
  query: string,
  parameters: SqlParameters,
): string[] {
  const names = [...query.matchAll(PARTS)].flatMap(
    ({ groups }) => groups?.name ?? [],
  );
  return [...new Set(names)]
    .filter(name => !Object.hasOwn(parameters, name))
    .map(name => `:${name}`);
}

/**
 * A query with a `?` for each value, as knex and its drivers take it. Knex counts every
 * question mark for a value, also one in a literal, so that `<> '?'` would be compared
 * with something else: those of the query are kept apart here.
 *
 * @param query - with `:name` for each parameter; one that is not given stays, and is a
 * mistake of syntax to the database
 */
export function toStatement(
  client: Client,
  query: string,
  parameters: SqlParameters,
): { sql: string; values: SqlParameters[string][] } {
  const values: SqlParameters[string][] = [];
  const bind = (value: SqlParameters[string]) => {
    values.push(value);
    return '?';
  };
  const sql = query.replace(PARTS, (part, ...rest) => {
    const { name, literal, comment, escaped } = rest.at(-1);
    if (name !== undefined) {
      return Object.hasOwn(parameters, name) ? bind(parameters[name]) : part;
    }
    if (escaped === ':') {
      return escaped;
    }
    if (!part.includes('?')) {
      return part;
    }
    if (comment !== undefined) {
      return ' ';
    }
    // It knows no way to write one in a literal that knex leaves alone
    if (client === 'mysql2' && literal !== undefined) {
      return bind(literal.slice(1, -1).replaceAll("''", "'"));
    }
    return (escaped ?? part).replaceAll('?', '\\?');
  });
  return { sql, values };
}
