import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { overrideAnnotation } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NameProblem } from '../source/NameProblem';
import { SourceKpi } from '../source/KpiSource';
import { RowError } from '../source/RowError';
import { SourceEntity } from '../source/SourceEntity';

/**
 * All that another plugin is asked about an entity, at once.
 *
 * @public
 */
export type EntityQuestion<TSettings> = {
  /** The entity as the other plugin knows it. */
  entityRef: string;
  /** `kind/namespace/name`, encoded for a URL. */
  path: string;
  /** For which of our entities, and for which KPIs. */
  asked: { entityRef: string; kpi: SourceKpi<TSettings> }[];
};

/**
 * Whose facts an entity may have beside its own.
 *
 * @public
 */
export type SharedEntities = {
  /** References of entities that others may name; `true` for all. */
  shared?: boolean | string[];
  /** The configuration key, for messages. */
  place: string;
};

/**
 * What another plugin, which knows entities of the catalog, is asked for some KPIs: each
 * entity once. An owner may name another entity in `kpi-tree.io/source.<kpi>` where the
 * admin shares that one: what is known of an entity is its own.
 *
 * @returns the questions, and what is wrong with what owners wrote
 *
 * @public
 */
export function entityQuestions<TSettings>(
  entities: readonly SourceEntity[],
  kpis: readonly SourceKpi<TSettings>[],
  sharing: SharedEntities,
): { questions: EntityQuestion<TSettings>[]; errors: RowError[] } {
  const questions = new Map<string, EntityQuestion<TSettings>>();
  const refused = refusedNames(entities, sharing);
  const errors = refused.map(({ entityRef, message }) => ({
    message,
    where: entityRef,
    entityRef,
  }));
  const isRefused = new Set(
    refused.map(({ entityRef, value }) => `${entityRef} ${value}`),
  );
  for (const { entityRef, keys } of entities) {
    for (const kpi of kpis) {
      const key = Object.hasOwn(keys, kpi.name) ? keys[kpi.name] : entityRef;
      const other = parse(key);
      if (other && !isRefused.has(`${entityRef} ${key}`)) {
        const known = questions.get(other.entityRef) ?? { ...other, asked: [] };
        questions.set(other.entityRef, known);
        known.asked.push({ entityRef, kpi });
      }
    }
  }
  return { questions: [...questions.values()], errors };
}

/**
 * The names in `kpi-tree.io/source.<kpi>` that are no references of entities, or those
 * of others that are not shared.
 *
 * @public
 */
export function refusedNames(
  entities: readonly SourceEntity[],
  { shared, place }: SharedEntities,
): NameProblem[] {
  const sharedRefs = new Set(
    (Array.isArray(shared) ? shared : []).map(
      ref => parse(ref)?.entityRef ?? ref,
    ),
  );
  return entities.flatMap(({ entityRef, keys }) =>
    Object.entries(keys).flatMap(([kpi, value]): NameProblem[] => {
      const other = parse(value)?.entityRef;
      if (
        other !== undefined &&
        (other === entityRef || shared === true || sharedRefs.has(other))
      ) {
        return [];
      }
      const field = `metadata.annotations[${overrideAnnotation(
        'source',
        kpi,
      )}]`;
      const message =
        other === undefined
          ? 'use an entity reference such as component:default/payments'
          : `what is known of another entity belongs to that entity, so it does not count here: remove it, or have the admin of the portal allow it in ${place}.shared`;
      return [
        {
          entityRef,
          field,
          value,
          message: `${field} is ${JSON.stringify(value)}: ${message}`,
          others: [],
        },
      ];
    }),
  );
}

function parse(ref: string): { entityRef: string; path: string } | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(ref, {
      defaultKind: 'component',
    });
    const parts = [kind, namespace, name];
    // A server may take these for steps between folders
    if (parts.some(part => /^\.{1,2}$/.test(part))) {
      return undefined;
    }
    return {
      entityRef: stringifyEntityRef({ kind, namespace, name }),
      path: parts.map(encodeURIComponent).join('/'),
    };
  } catch {
    return undefined;
  }
}

/**
 * What another plugin says, as a number in the unit of a KPI: of what is true or false
 * 100 or 0 in percent, so that its mean is a share, and else 1 or 0.
 *
 * @returns nothing for what is neither a finite number nor true or false
 *
 * @public
 */
export function toValue(given: unknown, unit: string): number | undefined {
  if (typeof given === 'boolean') {
    return Number(given) * (unit === '%' ? 100 : 1);
  }
  return typeof given === 'number' && Number.isFinite(given)
    ? given
    : undefined;
}
