import { InputError } from '@backstage/errors';

/**
 * A URL below the one that the admin configured.
 *
 * @param path - its parts, each of which is escaped
 */
export function below(configured: URL, ...path: string[]): URL {
  const url = new URL(configured);
  url.pathname = [
    url.pathname.replace(/\/+$/, ''),
    ...path.map(escapePart),
  ].join('/');
  return url;
}

/** A part of a path that stays one, whatever is in it. */
function escapePart(part: string): string {
  // URLs take these for steps, even where they are escaped
  if (part === '.' || part === '..') {
    throw new InputError(`"${part}" is not a name: correct the configuration`);
  }
  return encodeURIComponent(part);
}

/** Sets parameters of a URL; those without a value are left out. */
export function withParameters(
  url: URL,
  parameters: Record<string, string | undefined>,
): URL {
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}
