import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  DefinitionKind,
  definitionKind,
  isLeaf,
  KpiEntity,
  KpiTreeEntity,
  KpiTreeLeaf,
  LIBRARY_NAMESPACE,
  Problem,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { boundInForce, targetDates, targetProblem } from '../arithmetic';
import { attach, EntityAttachments, TreeRule, treeRule } from './attach';
import { formulaProblems } from './formulaProblems';
import { guardProblems } from './guardProblems';
import { namesLike } from './names';
import { ownerProblem } from './owners';
import { placeOf } from './placeOf';
import { resolveKpis, resolveTrees } from './resolve';
import { fitsDirection } from './targets';

/**
 * The definitions among some entities, extensions made whole, and what they are
 * attached to.
 */
export type LinkedDefinitions = {
  /** By name. */
  kpis: Map<string, KpiEntity>;
  /** By name. */
  trees: Map<string, KpiTreeEntity>;
  /** By entity reference, for every entity. */
  attachments: Map<string, EntityAttachments>;
  /** What is wrong with definitions; of annotations it is in the attachments. */
  problems: Problem[];
};

/**
 * Links definitions with each other and with the entities to which they are
 * attached. What is wrong is reported as problems and left out; the rest applies.
 *
 * @param entities - all of a catalog, or of some files
 * @param options - `checkOwners: false` where the owners are not among them;
 * `targetOverrides: false` where entities may set targets only of KPIs that allow it
 */
export function linkDefinitions(
  entities: Entity[],
  options: { checkOwners?: boolean; targetOverrides?: boolean } = {},
): LinkedDefinitions {
  const { checkOwners = true, targetOverrides = true } = options;
  const known = checkOwners
    ? new Map(
        entities.map(entity => [stringifyEntityRef(entity), entity] as const),
      )
    : undefined;
  const problems: Problem[] = [];
  const kpis = withRightFormulas(
    resolveKpis(entities, problems),
    entities,
    problems,
  );
  problems.push(...guardProblems(kpis));
  const trees = resolveTrees(entities, problems);
  problems.push(
    ...ownerProblems(
      [...whole(entities, 'Kpi', kpis), ...whole(entities, 'KpiTree', trees)],
      known,
    ),
  );
  for (const tree of trees.values()) {
    problems.push(...nodeProblems(tree, kpis, known));
  }

  // By name: the catalog's own order is one of chance
  const rules = [...trees.values()]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(toRule);
  const attachments = new Map<string, EntityAttachments>();
  for (const entity of entities) {
    attachments.set(
      stringifyEntityRef(entity),
      attach(entity, rules, { kpis, known, targetOverrides }),
    );
  }
  return { kpis, trees, attachments, problems };
}

/**
 * The KPIs without those whose formula has a mistake, and those that are computed
 * from them; instead of one of the organisation that of the library holds.
 *
 * @param problems - takes what is wrong
 */
function withRightFormulas(
  all: ReadonlyMap<string, KpiEntity>,
  entities: Entity[],
  problems: Problem[],
): Map<string, KpiEntity> {
  const kpis = new Map(all);
  for (;;) {
    const wrong = formulaProblems(kpis);
    if (!wrong.size) {
      return kpis;
    }
    const library = resolveKpis(entities.filter(isOfLibrary), []);
    for (const [name, found] of wrong) {
      problems.push(...found);
      const other = library.get(name);
      if (other && !isOfLibrary(kpis.get(name)!)) {
        kpis.set(name, other);
      } else {
        kpis.delete(name);
      }
    }
  }
}

function isOfLibrary(definition: Entity): boolean {
  return definition.metadata.namespace === LIBRARY_NAMESPACE;
}

/**
 * What is wrong with the owners of definitions. All of the library has the same
 * owner from the configuration: that is reported once, and where to fix it.
 */
function ownerProblems(
  definitions: Entity[],
  known: ReadonlyMap<string, Entity> | undefined,
): Problem[] {
  const check = (definition: Entity) => {
    const { owner } = definition.spec ?? {};
    return typeof owner === 'string'
      ? ownerProblem(definition, owner, known)
      : [];
  };
  const ofLibrary = definitions.filter(isOfLibrary).flatMap(check).slice(0, 1);
  return [
    ...definitions.filter(each => !isOfLibrary(each)).flatMap(check),
    ...ofLibrary.map(problem => ({
      ...problem,
      message: `the KPI library is owned by ${JSON.stringify(
        problem.value,
      )}, which is not in the catalog, or is written differently there: correct kpiTree.library.owner in app-config.yaml`,
    })),
  ];
}

/**
 * The definitions of a kind, extensions made whole; those with mistakes as they are
 * written.
 */
function whole(
  entities: Entity[],
  kind: DefinitionKind,
  valid: ReadonlyMap<string, Entity>,
): Entity[] {
  return entities
    .filter(entity => definitionKind(entity) === kind)
    .map(entity => {
      const found = valid.get(entity.metadata.name);
      return found && stringifyEntityRef(found) === stringifyEntityRef(entity)
        ? found
        : entity;
    });
}

function toRule(tree: KpiTreeEntity): TreeRule {
  const { appliesTo } = tree.spec;
  return treeRule(
    tree,
    appliesTo &&
      filterPredicateToFilterFunction<Entity>(
        appliesTo as Parameters<typeof filterPredicateToFilterFunction>[0],
      ),
  );
}

/**
 * What is wrong with what the nodes of a tree name. Targets that cannot hold are
 * taken out of it.
 */
function nodeProblems(
  tree: KpiTreeEntity,
  kpis: ReadonlyMap<string, KpiEntity>,
  known: ReadonlyMap<string, Entity> | undefined,
): Problem[] {
  const problems: Problem[] = [];
  for (const { node, path } of walkTree(tree.spec.root)) {
    if (!isLeaf(node)) {
      if (node.owner) {
        problems.push(
          ...ownerProblem(
            tree,
            node.owner,
            known,
            `the owner of node ${node.id}`,
          ),
        );
      }
      continue;
    }
    const parent = path[path.length - 1].id;
    const kpi = kpis.get(node.kpi);
    const mistake = kpi
      ? retargetMistake(node, kpi)
      : `names the KPI "${
          node.kpi
        }", which is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are ${
          namesLike(node.kpi, kpis.keys()) || 'none yet'
        }`;
    if (mistake) {
      delete node.target;
      delete node.threshold;
      problems.push({
        ...placeOf(tree),
        field: `spec.root (node ${parent})`,
        value: node.kpi,
        message: `node ${parent} ${mistake}`,
      });
    }
  }
  return problems;
}

function retargetMistake(
  { kpi: name, target, threshold }: KpiTreeLeaf,
  kpi: KpiEntity,
): string | undefined {
  const { direction } = kpi.spec;
  for (const [what, bound] of Object.entries({ target, threshold })) {
    if (!fitsDirection(bound, direction)) {
      return `sets the ${what} of ${name} to ${JSON.stringify(bound)}: use ${
        direction === 'range' ? '{ min, max } with min <= max' : 'a number'
      }, as its direction is ${direction}`;
    }
  }
  const effective = {
    target: target ?? kpi.spec.target,
    threshold: threshold ?? kpi.spec.threshold,
  };
  for (const date of targetDates(effective.target, effective.threshold)) {
    const problem = targetProblem(
      boundInForce(effective.target, date),
      boundInForce(effective.threshold, date),
      direction,
    );
    if (problem) {
      return `sets the target or threshold of ${name}, but the threshold ${problem}`;
    }
  }
  return undefined;
}
