import { Entity } from '@backstage/catalog-model';

const kinds: DefinitionKind[] = ['Kpi', 'KpiTree'];

/**
 * The kinds of definitions.
 *
 * @public
 */
export type DefinitionKind = 'Kpi' | 'KpiTree';

/**
 * The kind of definition that an entity is, or is meant to be: one with a
 * misspelt version, or with the `apiVersion` copied from a Component, is ours
 * as well, so that it gets a page with the message. Another group of API
 * versions is somebody else's kind of the same name.
 *
 * @public
 */
export function definitionKind(entity: Entity): DefinitionKind | undefined {
  const group = entity.apiVersion.split('/')[0];
  return group === 'kpi-tree.io' || group === 'backstage.io'
    ? kinds.find(kind => kind.toLowerCase() === entity.kind.toLowerCase())
    : undefined;
}
