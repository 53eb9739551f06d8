import { SqlConfig } from './SqlConfig';

type Client = SqlConfig['client'];

/**
 * Values of parameters, by the names that stand in a query as `:name`.
 *
 * @public
 */
export type SqlParameters = Record<string, string | number | boolean | null>;

/** Parameters, question marks, and a backslash that says that one is none of these. */
const BOUND = String.raw`\\+(?<escaped>[:?])|(?<!:):(?<name>[a-z_]\w*)|\?`;

/** Text of standard SQL, and of PostgreSQL, in which nothing is bound. */
const STANDARD = [
  String.raw`(?<literal>\be'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*')`,
  String.raw`(?<comment>--.*|\/\*[^]*?\*\/)`,
  String.raw`"[^"]*"|\$(?<tag>\w*)\$[^]*?\$\k<tag>\$`,
];

/** As MySQL has it: with backslashes, two kinds of quotes, and two more of comments. */
const MYSQL = [
  String.raw`(?<literal>'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*")`,
  String.raw`(?<comment>(?:--(?=\s|$)|#).*|\/\*[^]*?\*\/)`,
  '`[^`]*`',
];

/** Names of SQL Server and SQLite, in brackets or backticks. */
const BRACKETS = [...STANDARD, String.raw`\[[^\]]*\]`, '`[^`]*`'];

const PARTS: Record<Client, string[]> = {
  pg: STANDARD,
  mysql2: MYSQL,
  'better-sqlite3': BRACKETS,
  mssql: BRACKETS,
};

/**
 * Text in which nothing is bound (literals, names, comments), parameters, and question
 * marks.
 */
function partsOf(client: Client): RegExp {
  const parts = PARTS[client];
  return new RegExp([...parts, BOUND].join('|'), 'gim');
}

/** What a backslash stands for in a literal of MySQL, before these. */
const MYSQL_ESCAPES: Record<string, string> = {
  0: '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
  '%': '\\%',
  _: '\\_',
};

/** The text of a literal of MySQL. */
function mySqlText(literal: string): string {
  const [quote] = literal;
  return literal
    .slice(1, -1)
    .replace(/\\([^])|''|""/g, (part, escaped?: string) => {
      if (escaped !== undefined) {
        return MYSQL_ESCAPES[escaped] ?? escaped;
      }
      return part[0] === quote ? quote : part;
    });
}

/** The parameters that a query has and nobody gives, as they stand in it. */
export function missingParameters(
  client: Client,
  query: string,
  parameters: SqlParameters,
): string[] {
  const names = [...query.matchAll(partsOf(client))].flatMap(
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
  const sql = query.replace(partsOf(client), (part, ...rest) => {
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
      return bind(mySqlText(literal));
    }
    return (escaped ?? part).replaceAll('?', '\\?');
  });
  return { sql, values };
}
