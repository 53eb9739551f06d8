import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  isLeaf,
  KpiTreeBranch,
  KpiTreeChild,
  KpiTreeEntity,
  Problem,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { namesLike } from './names';
import { placeOf } from './placeOf';
import { KpiTreeChange, KpiTreeExtension } from './treeSchema';

/**
 * A `Kpi` with all that it does not give itself taken from the one it extends.
 * A field that is given replaces the other's whole, except for the texts of
 * `definition`, which are replaced one by one; a source replaces a formula and the
 * other way round. The result is still to be checked.
 *
 * @param base - the complete `Kpi` that is extended
 */
export function extendKpi(extension: Entity, base: Entity): Entity {
  const own = extension.spec ?? {};
  const { title, description, tags } = base.metadata;
  return {
    ...extension,
    metadata: { title, description, tags, ...extension.metadata },
    spec: {
      ...withoutOtherOrigin(base.spec ?? {}, own),
      ...own,
      ...(base.spec?.definition && own.definition
        ? {
            definition: {
              ...(base.spec.definition as JsonObject),
              ...(own.definition as JsonObject),
            },
          }
        : {}),
    },
  };
}

/** What is computed is not measured: the one given replaces the other. */
function withoutOtherOrigin(base: JsonObject, own: JsonObject): JsonObject {
  const { source, formula, ...rest } = base;
  return {
    ...rest,
    ...(source !== undefined && own.formula === undefined ? { source } : {}),
    ...(formula !== undefined && own.source === undefined ? { formula } : {}),
  };
}

/**
 * A `KpiTree` made of the one it extends and its changes, node by node. A change
 * that cannot be made is reported, with both sides, and left out; the others apply.
 */
export function extendTree(
  extension: Entity & { spec: KpiTreeExtension },
  base: KpiTreeEntity,
): { entity: KpiTreeEntity; problems: Problem[] } {
  const { changes, ...own } = extension.spec;
  const problems: Problem[] = [];
  const root = structuredClone(base.spec.root);
  const report = (index: number, field: string, message: string) =>
    problems.push({
      ...placeOf(extension),
      field: `spec.changes[${index}]${field}`,
      message: `spec.changes[${index}]${field} ${message}`,
    });
  const baseRef = placeOf(base).entityRef;
  const changed = new Map<string, number>();
  changes.forEach((change, index) => {
    const node = findBranch(root, change.id);
    const before = changed.get(change.id);
    if (before !== undefined) {
      report(
        index,
        '.id',
        `is "${change.id}", which spec.changes[${before}] changes as well: join the two`,
      );
    } else if (!node) {
      const ids = branches(root).map(({ id }) => id);
      report(
        index,
        '.id',
        `is "${
          change.id
        }", which is not a node of ${baseRef}: use one of ${namesLike(
          change.id,
          ids,
        )}`,
      );
    } else {
      changed.set(change.id, index);
      changeNode(node, change, {
        root,
        baseRef,
        report: (field, message) => report(index, field, message),
      });
    }
  });
  const { title, description, tags } = base.metadata;
  const entity: KpiTreeEntity = {
    ...(extension as Entity),
    apiVersion: base.apiVersion,
    kind: base.kind,
    metadata: { title, description, tags, ...extension.metadata },
    spec: { ...base.spec, ...withoutBlanks(own), root },
  };
  return { entity, problems };
}

type ChangeContext = {
  root: KpiTreeBranch;
  baseRef: string;
  report: (field: string, message: string) => void;
};

function changeNode(
  node: KpiTreeBranch,
  { id, add, remove, change, ...fields }: KpiTreeChange,
  { root, baseRef, report }: ChangeContext,
): void {
  Object.assign(node, withoutBlanks(fields));
  const find = (name: string) =>
    node.children.find(child => nameOf(child) === name);
  const like = (name: string) =>
    namesLike(name, node.children.map(nameOf)) || 'nothing';
  remove.forEach((name, index) => {
    if (change.some(({ kpi }) => kpi === name)) {
      report(
        `.remove[${index}]`,
        `is "${name}", which the same change changes: do one of the two`,
      );
    } else if (!find(name)) {
      report(
        `.remove[${index}]`,
        `is "${name}", which is not directly below ${id} in ${baseRef}; there are ${like(
          name,
        )}`,
      );
    } else {
      node.children = node.children.filter(child => nameOf(child) !== name);
    }
  });
  change.forEach(({ kpi, ...values }, index) => {
    const leaf = find(kpi);
    if (leaf && isLeaf(leaf)) {
      Object.assign(leaf, withoutBlanks(values));
    } else if (!remove.includes(kpi)) {
      report(
        `.change[${index}].kpi`,
        `is "${kpi}", which is not directly below ${id} in ${baseRef}; there are ${like(
          kpi,
        )}`,
      );
    }
  });
  add.forEach((child, index) => {
    const taken = isLeaf(child)
      ? find(child.kpi) && `is below ${id}`
      : branches(child)
          .map(branch => findBranch(root, branch.id) && branch.id)
          .filter(Boolean)
          .map(other => `has the node ${other}`)[0];
    if (taken) {
      report(
        `.add[${index}]`,
        `is "${nameOf(child)}", but ${baseRef} already ${
          isLeaf(child) ? `has it: it ${taken}` : taken
        }; change it instead of adding it, or give it another id`,
      );
    } else {
      node.children.push(child);
    }
  });
}

function nameOf(child: KpiTreeChild): string {
  return isLeaf(child) ? child.kpi : child.id;
}

function branches(root: KpiTreeBranch): KpiTreeBranch[] {
  return [...walkTree(root)].flatMap(({ node }) =>
    isLeaf(node) ? [] : [node],
  );
}

function findBranch(
  root: KpiTreeBranch,
  id: string,
): KpiTreeBranch | undefined {
  return branches(root).find(branch => branch.id === id);
}

/** Without the fields that are not given. */
function withoutBlanks<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
