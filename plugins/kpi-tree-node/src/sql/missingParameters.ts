/**
 * Literals, names and comments of SQL, in which nothing is bound, and parameters as
 * knex finds them (`replaceKeyBindings`): `:name`, but neither `::cast` nor `\:name`.
 */
const PARTS =
  /'[^']*'|"[^"]*"|--.*|\/\*[^]*?\*\/|(?<![\\:]):(?<name>[a-z_]\w*)/gi;

/** The parameters that a query has and nobody gives, as they stand in it. */
export function missingParameters(
  query: string,
  bindings: Record<string, unknown>,
): string[] {
  const names = [...query.matchAll(PARTS)].flatMap(
    ({ groups }) => groups?.name ?? [],
  );
  return [...new Set(names)]
    .filter(name => !Object.hasOwn(bindings, name))
    .map(name => `:${name}`);
}
