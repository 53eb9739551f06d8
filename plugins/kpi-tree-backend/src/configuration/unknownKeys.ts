import { Config } from '@backstage/config';
import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { nearest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { configKeys } from './configKeys.generated';
import { KeyTree } from './KeyTree';

/** Where everything is configured. */
const ROOT = 'kpiTree';

/**
 * The keys below `kpiTree` that nothing reads, each with the one that was most likely
 * meant. Whatever is written under them has no effect, and Backstage says nothing of it.
 */
export function unknownKeys(root: Config): ConfigProblem[] {
  return [
    ...misspeltRoot(root),
    ...unknownBelow(root.getOptional(ROOT), configKeys, ROOT),
  ];
}

function misspeltRoot(root: Config): ConfigProblem[] {
  return root
    .keys()
    .filter(key => key !== ROOT && /^kpi[-_]?tree$/i.test(key))
    .map(key => warning(key, ROOT));
}

function unknownBelow(
  value: unknown,
  known: KeyTree,
  path: string,
): ConfigProblem[] {
  if (known === true || typeof value !== 'object' || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) =>
      unknownBelow(each, known, `${path}[${index}]`),
    );
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${key}`;
    const below = Object.hasOwn(known, key) ? known[key] : known['*'];
    return below === undefined
      ? [warning(at, nearest(key, Object.keys(known)), Object.keys(known))]
      : unknownBelow(inner, below, at);
  });
}

function warning(
  key: string,
  meant: string | undefined,
  known: string[] = [],
): ConfigProblem {
  return {
    key,
    message: `is not a known key, so it has no effect: ${
      meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`
    }`,
    severity: 'warning',
  };
}
