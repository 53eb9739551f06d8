import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { findOwner, linkDefinitions, placeOf } from '@internal/kpi-tree';
import {
  definitionKind,
  KpiEntity,
  LIBRARY_NAMESPACE,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  MisconfiguredSource,
  unknownKeyMessage,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import type { HeldNames } from '../store/FormerNameStore';
import { Definitions } from './Definitions';
import { DefinedEntity } from './DefinedEntity';
import { findClaims } from './findClaims';
import { settleFormerNames } from './formerNames';
import { buildScopes } from './scopes';

/**
 * Turns the entities of a catalog into definitions. What is wrong is reported as
 * problems and left out; the rest applies.
 *
 * @param sources - the installed sources, to check what the KPIs ask of them
 * @param options - `misconfigured`: sources that are configured wrongly; `heldNames`: who
 * has which earlier reference; `targetOverrides`: whether entities may set targets of KPIs
 * that do not say
 */
export function buildDefinitions(
  entities: Entity[],
  sources: ReadonlyMap<string, KpiSource>,
  options: {
    misconfigured?: ReadonlyMap<string, MisconfiguredSource>;
    heldNames?: HeldNames;
    targetOverrides?: boolean;
  } = {},
): Definitions {
  const { misconfigured, heldNames = new Map(), targetOverrides } = options;
  const { kpis, trees, attachments, problems } = linkDefinitions(entities, {
    targetOverrides,
  });
  for (const written of entities) {
    const kpi =
      definitionKind(written) === 'Kpi'
        ? kpis.get(written.metadata.name)
        : undefined;
    if (kpi && stringifyEntityRef(kpi) === stringifyEntityRef(written)) {
      problems.push(...sourceProblems(kpi, written, sources, misconfigured));
    }
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
  const definitions = new Definitions({
    catalog: entities,
    kpis,
    trees,
    entities: defined,
    scopes: buildScopes(entities, defined),
    definitionProblems: problems,
    formerNames: settleFormerNames(defined, heldNames),
    heldNames,
    targetOverrides,
  });
  const { problems: claims, names } = findClaims(definitions, sources);
  return definitions.with({ claims, sourceNames: names });
}

/**
 * What is wrong with what a KPI asks of its source. That there is none is reported where
 * the organisation names it: what the library names is measured where it is installed.
 *
 * @param written - the KPI as it is written, which may extend another
 */
export function sourceProblems(
  kpi: KpiEntity,
  written: Entity,
  sources: ReadonlyMap<string, KpiSource>,
  misconfigured: ReadonlyMap<string, MisconfiguredSource> = new Map(),
): Problem[] {
  if (!kpi.spec.source) {
    return [];
  }
  const { id, ...settings } = kpi.spec.source;
  const source = sources.get(id);
  if (!source) {
    const isNamedByOwn =
      written.metadata.namespace !== LIBRARY_NAMESPACE &&
      written.spec?.source !== undefined;
    const problem = {
      ...placeOf(kpi),
      field: 'spec.source.id',
      value: id,
      message: misconfigured.has(id)
        ? `spec.source.id is "${id}", which is not collected, as its configuration is wrong: ask the administrators of the portal, who see it under Sources`
        : `spec.source.id is "${id}": use a source of this portal, which has ${
            [...sources.keys()].join(', ') || 'none'
          }`,
    };
    return isNamedByOwn ? [problem] : [];
  }
  const result = source.settings.safeParse(settings, {
    error: unknownKeyMessage,
  });
  return result.success
    ? []
    : [
        {
          ...placeOf(kpi),
          field: 'spec.source',
          message: `spec.source does not fit the source ${id}: ${settingsMessage(
            result.error,
            settings,
          )}`,
        },
      ];
}

/** The issues of a source's schema in one line, each with its field and what it holds. */
function settingsMessage(error: z.ZodError, settings: object): string {
  return error.issues
    .map(({ path, message }) => {
      const field = path.map(String).join('.');
      const value = path.reduce<unknown>(
        (within, key) => (within as Record<PropertyKey, unknown>)?.[key],
        settings,
      );
      const isShort = ['string', 'number', 'boolean'].includes(typeof value);
      return [isShort ? `${field} is ${JSON.stringify(value)}` : field, message]
        .filter(Boolean)
        .join(': ');
    })
    .join('; ');
}
