import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

/** Backstage leaves out what is written with a variable that is not set. */
const NOT_SET =
  'is missing; if it is written with a variable such as ${NAME}, that is not set in the environment of the backend';

/**
 * The issues of a schema as mistakes in the configuration, each with its key.
 *
 * @param key - where the value is
 *
 * @public
 */
export function mistakesOf(
  error: z.ZodError,
  value: unknown,
  key: string,
): ConfigMistake[] {
  return error.issues.map(issue => {
    const { path, message } = issue;
    const isMissing =
      path.length > 0 &&
      ['', undefined].includes(valueAt(value, path) as string);
    return {
      key: keyOf(key, path),
      message: isMissing ? `${NOT_SET}: ${message}` : message,
    };
  });
}

/** A key as an admin reads it: `sources[0].covers.from`. */
function keyOf(key: string, path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`,
    key,
  );
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | null)?.[part],
    value,
  );
}
