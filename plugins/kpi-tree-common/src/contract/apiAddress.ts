import type { ApiMethod, ApiParams, ApiPath } from './operations';

type Values = Record<string, unknown>;

/**
 * The address of an operation below the base URL of the plugin, such as
 * `/v1/kpis/mttr?limit=5`: placeholders are filled in and escaped, what is not given
 * is left out of the query, and lists are joined by commas.
 *
 * @public
 */
export function apiAddress<P extends ApiPath, M extends ApiMethod = 'get'>(
  path: P,
  params: ApiParams<P, M>,
): string {
  const { path: placeholders = {}, query = {} } = params as {
    path?: Values;
    query?: Values;
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(placeholders[name])),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return search.size ? `${filled}?${search}` : filled;
}
