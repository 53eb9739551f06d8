import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A header with nothing behind the word that says how one signs in. */
const WITHOUT_TOKEN = /^\s*(?:bearer|basic|token|apikey|genieKey)?\s*$/i;

/** Where sources have their secrets. */
const SECRET_PLACES = ['headers', 'connection'];

const LEFT_OUT =
  'Backstage leaves out what is written with a variable such as ${NAME} that is not set';

/**
 * What looks like a secret whose variable is not set: headers that are empty, a token of
 * no characters. Where one of several headers is missing nobody can tell.
 *
 * @param value - a source as the admin wrote it
 * @param key - where it is
 */
export function emptySecrets(value: unknown, key: string): ConfigMistake[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]): ConfigMistake[] => {
    const at = `${key}.${name}`;
    return SECRET_PLACES.includes(name)
      ? hintsOf(inner, at)
      : emptySecrets(inner, at);
  });
}

function hintsOf(value: unknown, key: string): ConfigMistake[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const entries = Object.entries(value);
  if (!entries.length) {
    return [{ key, message: `is empty: ${LEFT_OUT}` }];
  }
  return entries.flatMap(([name, text]) =>
    typeof text === 'string' && WITHOUT_TOKEN.test(text)
      ? [
          {
            key: `${key}.${name}`,
            message: 'has no secret in it: the variable is set to nothing',
          },
        ]
      : [],
  );
}
