import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_PREFIX,
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeEntity,
  KpiTreeLeaf,
  LAST_DATE,
  overrideAnnotation,
  Problem,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { boundInForce, isRange, targetProblem } from '../arithmetic';
import { fullEntityRef } from './fields';
import { namesLike } from './names';
import { narrowTree } from './narrowTree';
import { ownerEntityRef, ownerProblem } from './owners';
import {
  annotationProblem,
  EntityAnnotations,
  parseAnnotations,
} from './parseAnnotations';
import { placeOf } from './placeOf';

/**
 * A tree attached to an entity, with only the branches that count there.
 */
export type Attachment = {
  tree: string;
  root: KpiTreeBranch;
  /** The ids of the nodes to which it is narrowed; missing where it is not. */
  nodes?: string[];
};

/**
 * The target and threshold that a tree sets over those of a Kpi, and its name.
 */
export type TreeTarget = Pick<KpiTreeLeaf, 'target' | 'threshold'> & {
  tree: string;
};

/**
 * What the trees and annotations say about an entity.
 */
export type EntityAttachments = {
  attachments: Attachment[];
  /** The valid annotations. */
  annotations: EntityAnnotations;
  /** Targets that an attached tree sets over those of the Kpi, by KPI. */
  treeTargets: Record<string, TreeTarget>;
  problems: Problem[];
};

/** A tree and the entities to which it attaches itself. */
export type TreeRule = {
  tree: KpiTreeEntity;
  appliesTo?: (entity: Entity) => boolean;
  /** The ids of its nodes. */
  nodeIds: string[];
  /** The names of its KPIs. */
  kpis: string[];
  /** Whether it sets targets of its own. */
  setsTargets: boolean;
};

/** A rule with what every entity asks of its tree. */
export function treeRule(
  tree: KpiTreeEntity,
  appliesTo: TreeRule['appliesTo'],
): TreeRule {
  const nodes = [...walkTree(tree.spec.root)].map(({ node }) => node);
  const leaves = nodes.filter(isLeaf);
  return {
    tree,
    appliesTo,
    nodeIds: nodes.flatMap(node => (isLeaf(node) ? [] : [node.id])),
    kpis: leaves.map(leaf => leaf.kpi),
    setsTargets: leaves.some(
      leaf => (leaf.target ?? leaf.threshold) !== undefined,
    ),
  };
}

/**
 * Attaches trees to an entity: those whose rule it meets, then those that its
 * annotation names; the annotation `none` opts out of both. Narrows them to the
 * annotated nodes and checks the overrides. A wrong annotation is reported and
 * does not count; the others hold.
 */
export function attach(
  entity: Entity,
  rules: TreeRule[],
  context: {
    kpis: ReadonlyMap<string, KpiEntity>;
    known: ReadonlyMap<string, Entity> | undefined;
    /** Whether entities may set targets of KPIs that do not say. */
    targetOverrides: boolean;
  },
): EntityAttachments {
  const { annotations, problems } = parseAnnotations(entity);
  const trees = attachedTrees(entity, rules, annotations, problems);
  if (!trees.length) {
    problems.push(...withoutTree(entity, annotations, problems));
    return { attachments: [], annotations, treeTargets: {}, problems };
  }
  const { owner } = entity.spec ?? {};
  if (typeof owner === 'string') {
    problems.push(...ownerProblem(entity, owner, context.known));
  }
  const attachments = narrow(entity, trees, annotations, problems);
  checkOverrides(entity, annotations, problems, { ...context, trees });
  const treeTargets = trees.some(tree => tree.setsTargets)
    ? findTreeTargets(entity, attachments, problems)
    : {};
  return { attachments, annotations, treeTargets, problems };
}

/**
 * The targets that the attached trees set. Where two trees disagree, the first
 * one holds.
 */
function findTreeTargets(
  entity: Entity,
  attachments: Attachment[],
  problems: Problem[],
): EntityAttachments['treeTargets'] {
  const found: EntityAttachments['treeTargets'] = {};
  for (const { tree, root } of attachments) {
    for (const { node } of walkTree(root)) {
      if (!isLeaf(node) || (node.target ?? node.threshold) === undefined) {
        continue;
      }
      const { kpi, target, threshold } = node;
      const other = found[kpi];
      if (!other) {
        found[kpi] = { tree, target, threshold };
      } else if (
        JSON.stringify([other.target, other.threshold]) !==
        JSON.stringify([target, threshold])
      ) {
        problems.push({
          ...placeOf(entity),
          field: `metadata.annotations[${ANNOTATION_PREFIX}tree]`,
          value: kpi,
          message: `the trees ${
            other.tree
          } and ${tree} set different targets for ${kpi}; that of ${
            other.tree
          } applies: set one with ${overrideAnnotation(
            'target',
            kpi,
          )}, or make the trees agree`,
        });
      }
    }
  }
  return found;
}

/** One problem for all that is annotated in vain, unless its cause is reported. */
function withoutTree(
  entity: Entity,
  annotations: EntityAnnotations,
  problems: Problem[],
): Problem[] {
  const { trees, nodes, target, threshold, owner } = annotations;
  const inVain = [
    ...(nodes ? [`${ANNOTATION_PREFIX}nodes`] : []),
    ...Object.entries({ target, threshold, owner }).flatMap(([what, byKpi]) =>
      Object.keys(byKpi).map(kpi => `${ANNOTATION_PREFIX}${what}.${kpi}`),
    ),
  ];
  return problems.length || trees === 'none' || !inVain.length
    ? []
    : [
        annotationProblem(
          entity,
          inVain[0],
          `no KPI tree is attached to this entity: name one with ${ANNOTATION_PREFIX}tree`,
        ),
      ];
}

function attachedTrees(
  entity: Entity,
  rules: TreeRule[],
  annotations: EntityAnnotations,
  problems: Problem[],
): TreeRule[] {
  if (annotations.trees === 'none') {
    return [];
  }
  const trees = rules.filter(rule => rule.appliesTo?.(entity));
  for (const name of annotations.trees ?? []) {
    const tree = rules.find(rule => rule.tree.metadata.name === name);
    if (!tree) {
      const names = rules.map(rule => rule.tree.metadata.name);
      problems.push(
        annotationProblem(
          entity,
          `${ANNOTATION_PREFIX}tree`,
          `${name} is not a valid KpiTree of the catalog: use one of ${
            namesLike(name, names) || 'none yet'
          }`,
        ),
      );
    } else if (!trees.includes(tree)) {
      trees.push(tree);
    }
  }
  return trees;
}

function narrow(
  entity: Entity,
  trees: TreeRule[],
  annotations: EntityAnnotations,
  problems: Problem[],
): Attachment[] {
  const key = `${ANNOTATION_PREFIX}nodes`;
  const ids = trees.flatMap(tree => tree.nodeIds);
  const nodes = annotations.nodes?.filter(id => {
    if (!ids.includes(id)) {
      problems.push(
        annotationProblem(
          entity,
          key,
          `${id} is not a node of an attached tree: use one of ${namesLike(
            id,
            ids,
          )}`,
        ),
      );
    }
    return ids.includes(id);
  });
  return trees.flatMap(({ tree }) => {
    const { name } = tree.metadata;
    // Where none of the names is right, the whole tree is shown, not a blank.
    if (!nodes?.length) {
      return [{ tree: name, root: tree.spec.root }];
    }
    const root = narrowTree(tree.spec.root, nodes);
    return root ? [{ tree: name, root, nodes }] : [];
  });
}

type Overridden = 'target' | 'threshold' | 'owner' | 'source';

type OverrideContext = {
  kpis: ReadonlyMap<string, KpiEntity>;
  trees: TreeRule[];
  known: ReadonlyMap<string, Entity> | undefined;
  targetOverrides: boolean;
};

/** Takes back the overrides that cannot hold, or that the KPI does not allow. */
function checkOverrides(
  entity: Entity,
  annotations: EntityAnnotations,
  problems: Problem[],
  context: OverrideContext,
): void {
  for (const what of ['target', 'threshold', 'owner', 'source'] as const) {
    for (const kpi of Object.keys(annotations[what])) {
      const mistake =
        overrideMistake(what, kpi, annotations, context) ??
        refusal(what, kpi, entity, context);
      if (mistake) {
        problems.push(
          annotationProblem(entity, overrideAnnotation(what, kpi), mistake),
        );
        delete annotations[what][kpi];
      }
    }
  }
}

/** Whoever is judged by a KPI does not choose its target where its owner says so. */
function refusal(
  what: Overridden,
  name: string,
  entity: Entity,
  { kpis, targetOverrides }: OverrideContext,
): string | undefined {
  const kpi = kpis.get(name);
  if ((what !== 'target' && what !== 'threshold') || !kpi) {
    return undefined;
  }
  const ref = stringifyEntityRef(entity);
  const allowed = kpi.spec.targetOverrides ?? targetOverrides;
  const isAllowed = Array.isArray(allowed)
    ? allowed.some(other => fullEntityRef(other) === ref)
    : allowed;
  return isAllowed
    ? undefined
    : `the Kpi ${name} does not allow ${ref} to have a ${what} of its own: remove the annotation, or ask its owner ${ownerEntityRef(
        kpi.spec.owner,
      )} to add ${ref} to spec.targetOverrides`;
}

function overrideMistake(
  what: Overridden,
  name: string,
  annotations: EntityAnnotations,
  { kpis, trees, known }: OverrideContext,
): string | undefined {
  // A source may measure a KPI of an entity before a tree shows it.
  if (what !== 'source' && !trees.some(tree => tree.kpis.includes(name))) {
    return `${name} is not a KPI of an attached tree: use one of ${namesLike(
      name,
      trees.flatMap(tree => tree.kpis),
    )}`;
  }
  const kpi = kpis.get(name);
  if (!kpi) {
    return `${name} is not a valid Kpi of the catalog`;
  }
  if (what === 'source' && kpi.spec.formula !== undefined) {
    return `${name} is computed by a formula and no source measures it: give the key of its operands`;
  }
  if (
    what === 'owner' &&
    known &&
    !known.has(ownerEntityRef(annotations.owner[name]))
  ) {
    return 'is not in the catalog: name a Group or User that is';
  }
  if (what === 'target' || what === 'threshold') {
    if (isRange(annotations[what][name]) !== (kpi.spec.direction === 'range')) {
      return kpi.spec.direction === 'range'
        ? "use a range such as '95..99', as the KPI's direction is range"
        : `use a number such as '4', as the KPI's direction is ${kpi.spec.direction}`;
    }
  }
  if (what === 'threshold') {
    const problem = targetProblem(
      annotations.target[name] ?? boundInForce(kpi.spec.target, LAST_DATE),
      annotations.threshold[name],
      kpi.spec.direction,
    );
    return problem && `the threshold ${problem}`;
  }
  if (what === 'target' && annotations.threshold[name] === undefined) {
    const problem = targetProblem(
      annotations.target[name],
      boundInForce(kpi.spec.threshold, LAST_DATE),
      kpi.spec.direction,
    );
    return (
      problem &&
      `the threshold of the Kpi ${problem}: give ${overrideAnnotation(
        'threshold',
        name,
      )} as well`
    );
  }
  return undefined;
}
