import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  entityPredicateMistake,
  predicateMistake,
  Problem,
  recordFilterMistake,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { placeOf } from './placeOf';

/** Fields of `spec.source` whose objects are filter predicates, for all sources. */
const FILTER_FIELDS = ['where', 'of', 'fulfils'];

/** Those that are about entities, and not about rows. */
const ENTITY_FIELDS = ['spec.source.of', 'spec.source.fulfils'];

/** Fields of `spec.source` that have a `where` of their own. */
const PARTS = ['numerator', 'denominator'];

/** What `of` is where it is not a filter: a value of records. */
const VALUE_KEYS = ['column', 'duration'];

/**
 * What is wrong with the filters in `spec.source` of a `Kpi`, which only the source
 * itself would say otherwise, when it collects.
 */
export function sourceFilterProblems(entity: Entity): Problem[] {
  const source = entity.spec?.source;
  if (!isObject(source)) {
    return [];
  }
  const filters: [string, JsonValue][] = [
    ...FILTER_FIELDS.flatMap(field =>
      Object.hasOwn(source, field) && isFilter(source, field)
        ? [[`spec.source.${field}`, source[field]!] as [string, JsonValue]]
        : [],
    ),
    ...PARTS.flatMap(part => {
      const inner = source[part];
      return isObject(inner) && Object.hasOwn(inner, 'where')
        ? [[`spec.source.${part}.where`, inner.where!] as [string, JsonValue]]
        : [];
    }),
  ];
  return filters.flatMap(([field, filter]) => {
    const mistake = mistakeOf(field, source)(filter);
    return mistake
      ? [
          {
            ...placeOf(entity),
            field,
            value: filter,
            message: `${field} is not a filter predicate: use one such as { priority: { $in: ['1', '2'] } }; ${mistake}`,
          },
        ]
      : [];
  });
}

/** What is wrong with a filter, which is of entities, of records, or of other rows. */
function mistakeOf(field: string, source: JsonObject) {
  if (ENTITY_FIELDS.includes(field)) {
    return entityPredicateMistake;
  }
  return isOfRecords(source) ? recordFilterMistake : predicateMistake;
}

/** Whether a KPI is measured of records, which each has a measure. */
function isOfRecords(source: JsonObject): boolean {
  return typeof source.measure === 'string';
}

/**
 * Whether a field of `spec.source` is a filter: an object is one, except for the values of
 * records; what else stands there is meant as one if the source is of those that take no
 * text, records by their measure and the catalog by what entities are asked.
 */
function isFilter(source: JsonObject, field: string): boolean {
  const given = source[field];
  const isMeasured = isOfRecords(source);
  if (field === 'of') {
    return isObject(given)
      ? !VALUE_KEYS.some(key => Object.hasOwn(given, key))
      : !isMeasured &&
          ['fulfils', 'related'].some(key => Object.hasOwn(source, key));
  }
  return isObject(given) || field === 'fulfils' || isMeasured;
}

function isObject(
  value: JsonValue | undefined,
): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
