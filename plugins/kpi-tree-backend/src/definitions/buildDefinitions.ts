import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  isLeaf,
  KpiEntity,
  KpiTreeEntity,
  placeOf,
  Problem,
  validateKpi,
  validateKpiTree,
  Validated,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { TreeRule, attach } from './attach';
import { Definitions, DefinedEntity } from './Definitions';
import { findOwner, ownerProblem } from './owners';
import { buildScopes } from './scopes';

/**
 * Turns the entities of a catalog into definitions. What is wrong is told as
 * problems and left out; the rest holds.
 *
 * @param sources - the installed sources, to check what the KPIs ask of them
 */
export function buildDefinitions(
  entities: Entity[],
  sources: ReadonlyMap<string, KpiSource>,
): Definitions {
  const known = new Set(entities.map(entity => stringifyEntityRef(entity)));
  const problems: Problem[] = [];

  const kpis = collect(entities, 'Kpi', validateKpi, problems);
  const trees = collect(entities, 'KpiTree', validateKpiTree, problems);
  for (const definition of [...kpis.values(), ...trees.values()]) {
    problems.push(...ownerProblem(definition, definition.spec.owner, known));
  }
  for (const kpi of kpis.values()) {
    problems.push(...sourceProblems(kpi, sources));
  }
  for (const tree of trees.values()) {
    problems.push(...unknownKpis(tree, kpis));
  }

  const rules: TreeRule[] = [...trees.values()].map(tree => ({
    tree,
    appliesTo:
      tree.spec.appliesTo &&
      filterPredicateToFilterFunction<Entity>(
        tree.spec.appliesTo as Parameters<
          typeof filterPredicateToFilterFunction
        >[0],
      ),
  }));
  const defined = new Map<string, DefinedEntity>();
  for (const entity of entities) {
    const entityRef = stringifyEntityRef(entity);
    defined.set(entityRef, {
      entityRef,
      kind: entity.kind.toLocaleLowerCase('en-US'),
      title: entity.metadata.title ?? entity.metadata.name,
      owner: findOwner(entity),
      ...attach(entity, rules, kpis, known),
    });
  }
  return new Definitions(
    kpis,
    trees,
    defined,
    buildScopes(entities, defined),
    problems,
  );
}

/** The valid definitions of a kind by name; trees name KPIs by plain name. */
function collect<T extends KpiEntity | KpiTreeEntity>(
  entities: Entity[],
  kind: T['kind'],
  validate: (entity: Entity) => Validated<T>,
  problems: Problem[],
): Map<string, T> {
  const valid = new Map<string, T>();
  for (const entity of entities.filter(e => e.kind === kind)) {
    const namespace = entity.metadata.namespace ?? 'default';
    if (namespace !== 'default') {
      problems.push({
        ...placeOf(entity),
        field: 'metadata.namespace',
        value: namespace,
        message: `metadata.namespace is "${namespace}": use default, as trees and annotations name definitions by plain name`,
      });
      continue;
    }
    const result = validate(entity);
    problems.push(...result.problems);
    if (result.entity) {
      valid.set(entity.metadata.name, result.entity);
    }
  }
  return valid;
}

function sourceProblems(
  kpi: KpiEntity,
  sources: ReadonlyMap<string, KpiSource>,
): Problem[] {
  if (!kpi.spec.source) {
    return [];
  }
  const { id, ...settings } = kpi.spec.source;
  const source = sources.get(id);
  if (!source) {
    return [
      {
        ...placeOf(kpi),
        field: 'spec.source.id',
        value: id,
        message: `spec.source.id is "${id}": use a source of this portal, which has ${
          [...sources.keys()].join(', ') || 'none'
        }`,
      },
    ];
  }
  const result = source.settings.safeParse(settings);
  return result.success
    ? []
    : [
        {
          ...placeOf(kpi),
          field: 'spec.source',
          message: `spec.source does not fit the source ${id}: ${settingsMessage(
            result.error,
          )}`,
        },
      ];
}

/** The issues of a source's schema in one line, each with its field. */
export function settingsMessage(error: z.ZodError): string {
  return error.issues
    .map(issue =>
      [issue.path.map(String).join('.'), issue.message]
        .filter(Boolean)
        .join(': '),
    )
    .join('; ');
}

function unknownKpis(
  tree: KpiTreeEntity,
  kpis: ReadonlyMap<string, KpiEntity>,
): Problem[] {
  const problems: Problem[] = [];
  for (const { node, path } of walkTree(tree.spec.root)) {
    if (isLeaf(node) && !kpis.has(node.kpi)) {
      const parent = path[path.length - 1].id;
      problems.push({
        ...placeOf(tree),
        field: `spec.root (node ${parent})`,
        value: node.kpi,
        message: `node ${parent} names the KPI "${node.kpi}", which is no valid Kpi of the catalog: mend its name, or add or mend the Kpi`,
      });
    }
  }
  return problems;
}
