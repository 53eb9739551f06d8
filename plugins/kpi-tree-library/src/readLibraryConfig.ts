import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { entityPredicateMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LibraryOptions, readLibrary } from './readLibrary';

const { isValidEntityName } = makeValidator();

const KEY = 'kpiTree.library';

/**
 * What the admin configured of the library.
 *
 * @public
 */
export type LibraryConfig = {
  /** Whether its definitions are in the catalog; so it is assumed where nobody can tell. */
  enabled: boolean;
  options: LibraryOptions;
  /** What is wrong, each with its key. */
  mistakes: { key: string; message: string }[];
};

/**
 * Reads `kpiTree.library`, and notes all that is wrong with it.
 *
 * @public
 */
export function readLibraryConfig(root: Config): LibraryConfig {
  const mistakes: LibraryConfig['mistakes'] = [];
  const attempt = <T>(key: string, read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      mistakes.push({ key, message: (error as Error).message });
      return otherwise;
    }
  };
  const config = attempt(KEY, () => root.getOptionalConfig(KEY), undefined);
  const enabled = attempt(
    `${KEY}.enabled`,
    () => config?.getOptionalBoolean('enabled') ?? mistakes.length > 0,
    true,
  );
  if (!enabled) {
    return { enabled, options: {}, mistakes: [] };
  }
  const owner = attempt(`${KEY}.owner`, () => readOwner(config), undefined);
  const trees = attempt(
    `${KEY}.trees`,
    () => config?.getOptionalConfig('trees'),
    undefined,
  );
  const known = readLibrary()
    .filter(({ kind }) => kind === 'KpiTree')
    .map(({ metadata }) => metadata.name);
  const appliesTo: Record<string, JsonObject | false> = {};
  for (const name of trees?.keys() ?? []) {
    const key = `${KEY}.trees.${name}`;
    if (!known.includes(name)) {
      mistakes.push({
        key,
        message: `is not a tree of the library: use one of ${known.join(', ')}`,
      });
      continue;
    }
    const predicate = attempt(
      `${key}.appliesTo`,
      () => readAppliesTo(trees!, name),
      undefined,
    );
    if (predicate !== undefined) {
      appliesTo[name] = predicate;
    }
  }
  return {
    enabled,
    options: { ...(owner === undefined ? {} : { owner }), appliesTo },
    mistakes,
  };
}

function readOwner(config: Config | undefined): string | undefined {
  const owner = config?.getOptionalString('owner');
  if (owner === undefined) {
    return undefined;
  }
  const mistake = new Error(
    `is "${owner}": use a reference to a Group or User such as group:default/cio-office`,
  );
  try {
    const ref = parseEntityRef(owner, { defaultKind: 'group' });
    if (
      !['group', 'user'].includes(ref.kind.toLowerCase()) ||
      !isValidEntityName(ref.name)
    ) {
      throw mistake;
    }
    return stringifyEntityRef(ref);
  } catch {
    throw mistake;
  }
}

function readAppliesTo(
  trees: Config,
  name: string,
): JsonObject | false | undefined {
  const predicate = trees.getConfig(name).getOptional('appliesTo');
  if (predicate === undefined || predicate === false) {
    return predicate;
  }
  const mistake = entityPredicateMistake(predicate);
  if (mistake) {
    throw new Error(
      `is not a catalog filter predicate: use one such as { kind: Component, spec.type: service }, or false; ${mistake}`,
    );
  }
  return predicate as JsonObject;
}
