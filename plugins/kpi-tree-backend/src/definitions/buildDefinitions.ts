import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  findOwner,
  KpiEntity,
  linkDefinitions,
  placeOf,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { Definitions, DefinedEntity } from './Definitions';
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
  const { kpis, trees, attachments, problems } = linkDefinitions(entities);
  for (const kpi of kpis.values()) {
    problems.push(...sourceProblems(kpi, sources));
  }
  const defined = new Map<string, DefinedEntity>();
  for (const entity of entities) {
    const entityRef = stringifyEntityRef(entity);
    defined.set(entityRef, {
      entityRef,
      uid: entity.metadata.uid,
      kind: entity.kind.toLocaleLowerCase('en-US'),
      title: entity.metadata.title ?? entity.metadata.name,
      owner: findOwner(entity),
      catalogAnnotations: entity.metadata.annotations ?? {},
      ...attachments.get(entityRef)!,
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

/** What is wrong with what a KPI asks of its source. */
export function sourceProblems(
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
