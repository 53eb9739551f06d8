import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { parseAllDocuments } from 'yaml';

/**
 * Beside the code, in the sources as in the build. Not by the name of the package, which is
 * not to be found from outside of a dynamic plugin that embeds it.
 */
// eslint-disable-next-line no-restricted-syntax
const LIBRARY = join(__dirname, '../library');

/**
 * How the library is adapted to the organisation.
 *
 * @public
 */
export type LibraryOptions = {
  /**
   * The Group or User that owns all of it. Without one it belongs to a Group of
   * the library, which says that nobody was named yet.
   */
  owner?: string;
  /**
   * By tree, to which entities it attaches itself: a filter predicate, or `false`
   * for none. What is not given stays as the library has it.
   */
  appliesTo?: Record<string, JsonObject | false>;
};

/** The owner of what nobody was named to own. */
const unassigned: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'unassigned',
    namespace: LIBRARY_NAMESPACE,
    title: 'Nobody yet',
    description:
      'Owns the KPI library until kpiTree.library.owner of app-config.yaml names a Group.',
  },
  spec: { type: 'team', children: [] },
};

/**
 * Reads the library: all its `Kpi` and `KpiTree` entities, in the namespace of
 * the library and with an owner.
 *
 * @public
 */
export function readLibrary(options: LibraryOptions = {}): Entity[] {
  const owner = options.owner ?? `group:${LIBRARY_NAMESPACE}/unassigned`;
  const definitions = ['kpis', 'trees'].flatMap(part =>
    readdirSync(join(LIBRARY, part))
      .sort()
      .flatMap(file => readFile(join(LIBRARY, part), file)),
  );
  return [
    ...(options.owner ? [] : [atLocation(unassigned, 'owner')]),
    ...definitions.map(entity =>
      adapt(entity, owner, options.appliesTo?.[entity.metadata.name]),
    ),
  ];
}

function readFile(folder: string, file: string): Entity[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return parseAllDocuments(text).map(document =>
    atLocation(document.toJS() as Entity, file),
  );
}

/** So that the catalog says where it comes from, and that no one edits it there. */
function atLocation(entity: Entity, file: string): Entity {
  const location = `kpi-library:@kpi-tree/backstage-plugin-kpi-tree-library/${file}`;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      namespace: LIBRARY_NAMESPACE,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
  };
}

function adapt(
  entity: Entity,
  owner: string,
  appliesTo: JsonObject | false | undefined,
): Entity {
  const spec = { ...entity.spec, owner };
  if (appliesTo === undefined || entity.kind !== 'KpiTree') {
    return { ...entity, spec };
  }
  const { appliesTo: _, ...others } = spec as JsonObject;
  return {
    ...entity,
    spec: appliesTo ? { ...others, appliesTo } : others,
  };
}
