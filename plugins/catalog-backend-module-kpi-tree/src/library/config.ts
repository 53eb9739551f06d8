import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseFilterPredicate } from '@backstage/filter-predicates';
import { JsonObject } from '@backstage/types';
import {
  LibraryOptions,
  readLibrary,
} from '@kpi-tree/backstage-plugin-kpi-tree-library';

const { isValidEntityName } = makeValidator();

/**
 * Reads `kpiTree.library`.
 *
 * @returns `undefined` if the library is not switched on
 * @throws `InputError` that names the key and what would be right
 */
export function readLibraryOptions(root: Config): LibraryOptions | undefined {
  const config = root.getOptionalConfig('kpiTree.library');
  if (!config?.getOptionalBoolean('enabled')) {
    return undefined;
  }
  const owner = config.getOptionalString('owner');
  return {
    ...(owner === undefined ? {} : { owner: readOwner(owner) }),
    appliesTo: readAppliesTo(config.getOptionalConfig('trees')),
  };
}

function readOwner(owner: string): string {
  const mistake = new InputError(
    `kpiTree.library.owner is "${owner}": use a reference to a Group or User such as group:default/cio-office`,
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

function readAppliesTo(trees: Config | undefined): LibraryOptions['appliesTo'] {
  const appliesTo: Record<string, JsonObject | false> = {};
  const known = readLibrary()
    .filter(({ kind }) => kind === 'KpiTree')
    .map(({ metadata }) => metadata.name);
  for (const name of trees?.keys() ?? []) {
    const key = `kpiTree.library.trees.${name}`;
    if (!known.includes(name)) {
      throw new InputError(
        `${key} is no tree of the library: use one of ${known.join(', ')}`,
      );
    }
    const predicate = trees?.getConfig(name).getOptional('appliesTo');
    if (predicate === undefined) {
      continue;
    }
    try {
      appliesTo[name] =
        predicate === false
          ? false
          : (parseFilterPredicate(predicate) as JsonObject);
    } catch (error) {
      throw new InputError(
        `${key}.appliesTo is no catalog filter predicate: use one such as { kind: Component, spec.type: service }, or false`,
        error,
      );
    }
  }
  return appliesTo;
}
