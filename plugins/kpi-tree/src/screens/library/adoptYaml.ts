import {
  isLeaf,
  KPI_TREE_API_VERSION,
  type KpiDefinition,
  type KpiTreeDefinition,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { stringify } from 'yaml';
import type { Place } from './libraryOf';

/** Stands where the organisation puts in its own. */
const OWNER = 'group:default/my-team';
const SOURCE = 'my-source';
const OWN_KPI = 'my-own-kpi';

function annotationsYaml(annotations: Record<string, string>): string {
  return stringify({ metadata: { annotations } });
}

/** The lines that attach a tree to an entity. */
export function attachTreeYaml(tree: KpiTreeDefinition): string {
  return annotationsYaml({ 'kpi-tree.io/tree': tree.name });
}

/** The lines that attach only the part of a tree around a KPI. */
export function attachPlaceYaml({ tree, path }: Place): string {
  return annotationsYaml({
    'kpi-tree.io/tree': tree.name,
    'kpi-tree.io/nodes': path[path.length - 1].id,
  });
}

/** A Kpi of the organisation that overrides one of the library. */
export function extendKpiYaml({ name, spec }: KpiDefinition): string {
  const { target, threshold } = spec;
  return stringify({
    apiVersion: KPI_TREE_API_VERSION,
    kind: 'Kpi',
    metadata: { name },
    spec: {
      extends: name,
      owner: OWNER,
      ...(target === undefined ? {} : { target }),
      ...(threshold === undefined ? {} : { threshold }),
      ...(spec.formula === undefined ? { source: { id: SOURCE } } : {}),
    },
  });
}

/** The lines that give one entity a target and an owner of its own. */
export function overrideKpiYaml({ name, spec }: KpiDefinition): string {
  return annotationsYaml({
    ...(typeof spec.target === 'number'
      ? { [`kpi-tree.io/target.${name}`]: String(spec.target) }
      : {}),
    [`kpi-tree.io/owner.${name}`]: OWNER,
  });
}

/** The lines that hang a KPI below a node of a tree. */
export function leafYaml({ name }: KpiDefinition): string {
  return stringify({ children: [{ kpi: name, weight: 1 }] });
}

/** A tree of the organisation that overrides another, with an example of what can differ. */
export function extendTreeYaml({ name, spec }: KpiTreeDefinition): string {
  const parent = [...walkTree(spec.root)].flatMap(({ node, path }) =>
    isLeaf(node) ? [path[path.length - 1]] : [],
  )[0];
  return stringify({
    apiVersion: KPI_TREE_API_VERSION,
    kind: 'KpiTree',
    metadata: { name },
    spec: {
      extends: name,
      owner: OWNER,
      changes: [{ id: (parent ?? spec.root).id, add: [{ kpi: OWN_KPI }] }],
    },
  });
}
