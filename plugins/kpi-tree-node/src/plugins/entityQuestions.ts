import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { RowError, SourceEntity, SourceKpi } from '../KpiSource';

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
  /** For whom, of our entities, and for which KPIs. */
  asked: { entityRef: string; kpi: SourceKpi<TSettings> }[];
};

/**
 * What another plugin, which knows entities of the catalog, is asked for some KPIs: each
 * entity once. An owner may name another entity in `kpi-tree.io/source.<kpi>`.
 *
 * @returns the questions, and what is wrong with what owners wrote
 *
 * @public
 */
export function entityQuestions<TSettings>(
  entities: readonly SourceEntity[],
  kpis: readonly SourceKpi<TSettings>[],
): { questions: EntityQuestion<TSettings>[]; errors: RowError[] } {
  const questions = new Map<string, EntityQuestion<TSettings>>();
  const errors: RowError[] = [];
  for (const { entityRef, keys } of entities) {
    for (const kpi of kpis) {
      const key = Object.hasOwn(keys, kpi.name) ? keys[kpi.name] : entityRef;
      const other = parse(key);
      if (!other) {
        errors.push({
          message: `The annotation kpi-tree.io/source.${
            kpi.name
          } is ${JSON.stringify(
            key,
          )}: use an entity reference such as component:default/payments`,
          where: entityRef,
        });
        continue;
      }
      const known = questions.get(other.entityRef) ?? { ...other, asked: [] };
      questions.set(other.entityRef, known);
      known.asked.push({ entityRef, kpi });
    }
  }
  return { questions: [...questions.values()], errors };
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
