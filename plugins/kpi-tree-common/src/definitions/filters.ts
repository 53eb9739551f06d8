import { Entity } from '@backstage/catalog-model';
import { parseFilterPredicate } from '@backstage/filter-predicates';
import { JsonValue } from '@backstage/types';
import { entityPredicateMistake } from './predicates';
import { Problem } from './problem';
import { placeOf } from './validate';

/** Fields of `spec.source` whose objects are filter predicates, for all sources. */
const FILTER_FIELDS = ['where', 'of', 'fulfils'];

/** Those that are about entities, and not about rows. */
const ENTITY_FIELDS = ['spec.source.of', 'spec.source.fulfils'];

/** Fields of `spec.source` that have a `where` of their own. */
const PARTS = ['numerator', 'denominator'];

/** What `of` is where it is no filter: a value of records. */
const VALUE_KEYS = ['column', 'duration'];

/**
 * What is wrong with the filters in `spec.source` of a `Kpi`, which only the source
 * itself would say otherwise, when it collects.
 *
 * @public
 */
export function sourceFilterProblems(entity: Entity): Problem[] {
  const source = entity.spec?.source;
  if (!isObject(source)) {
    return [];
  }
  const filters: [string, JsonValue | undefined][] = [
    ...FILTER_FIELDS.map(
      field => [`spec.source.${field}`, source[field]] as [string, JsonValue],
    ),
    ...PARTS.flatMap(part => {
      const inner = source[part];
      return isObject(inner)
        ? [[`spec.source.${part}.where`, inner.where] as [string, JsonValue]]
        : [];
    }),
  ];
  return filters.flatMap(([field, filter]) => {
    if (
      !isObject(filter) ||
      (field === 'spec.source.of' &&
        VALUE_KEYS.some(key => Object.hasOwn(filter, key)))
    ) {
      return [];
    }
    const mistake = ENTITY_FIELDS.includes(field)
      ? entityPredicateMistake(filter)
      : predicateMistake(filter);
    return mistake
      ? [
          {
            ...placeOf(entity),
            field,
            value: filter,
            message: `${field} is no filter predicate: use one such as { priority: { $in: ['1', '2'] } }; ${mistake}`,
          },
        ]
      : [];
  });
}

function predicateMistake(filter: JsonValue): string | undefined {
  try {
    parseFilterPredicate(filter);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function isObject(
  value: JsonValue | undefined,
): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
