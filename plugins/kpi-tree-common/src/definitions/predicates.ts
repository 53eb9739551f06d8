import { parseFilterPredicate } from '@backstage/filter-predicates';

/** Fields of Backstage's entities that are lists. */
const LISTS = [
  ...['relations', 'metadata.tags', 'metadata.links', 'spec.dependsOn'],
  ...['spec.dependencyOf', 'spec.providesApis', 'spec.consumesApis'],
  ...['spec.children', 'spec.members', 'spec.memberOf', 'spec.targets'],
];

/** How one asks for what is in a list, where it is not a list of texts. */
const ITEMS: Record<string, string> = {
  relations: '{ type: ownedBy, targetRef: group:default/team-a }',
  'metadata.links': '{ type: runbook }',
};

/**
 * What is wrong with a filter predicate about entities: it is none, or it is one that no
 * entity fulfils though the API of the catalog finds some. Of lists that API asks whether
 * something is in them, as in `metadata.tags: java`, and it knows `relations.ownedBy`;
 * the filter predicates of Backstage compare with the entity as it is written.
 *
 * @public
 */
export function entityPredicateMistake(predicate: unknown): string | undefined {
  return predicateMistake(predicate) ?? listMistake(predicate);
}

/**
 * What is wrong with a filter predicate, about entities or rows: it is not one, or it is one
 * that matches nothing whatever it is asked of, such as a text in place of a field and its
 * value. Backstage takes some of these, and counts nothing.
 *
 * @public
 */
export function predicateMistake(predicate: unknown): string | undefined {
  const mistake = neverMistake(predicate);
  if (mistake) {
    return mistake;
  }
  try {
    parseFilterPredicate(predicate);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Before it is parsed, as Backstage 1.57 refuses some of these without saying why. */
function neverMistake(predicate: unknown): string | undefined {
  if (typeof predicate !== 'object' || predicate === null) {
    return `${JSON.stringify(
      predicate,
    )} names no field: write the field and its value, such as { priority: '1' }`;
  }
  return firstOf(
    Object.entries(predicate).map(([key, filter]) => {
      switch (key) {
        case '$all':
        case '$any':
          return key === '$any' && isEmptyList(filter)
            ? '$any is empty, which nothing matches: list filters, or leave it out'
            : firstOf(Array.isArray(filter) ? filter.map(neverMistake) : []);
        case '$not':
          return neverMistake(filter);
        default:
          return isEmptyList((filter as { $in?: unknown } | null)?.$in)
            ? `${key} has an empty $in: list some values, or leave it out`
            : undefined;
      }
    }),
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function listMistake(predicate: unknown): string | undefined {
  if (Array.isArray(predicate)) {
    return firstOf(predicate.map(listMistake));
  }
  if (typeof predicate !== 'object' || predicate === null) {
    return undefined;
  }
  return firstOf(
    Object.entries(predicate).map(([field, filter]) =>
      ['$all', '$any', '$not'].includes(field)
        ? listMistake(filter)
        : fieldMistake(field, filter),
    ),
  );
}

function fieldMistake(field: string, filter: unknown): string | undefined {
  const list = LISTS.find(one => field === one || field.startsWith(`${one}.`));
  const isAsked =
    typeof filter === 'object' &&
    filter !== null &&
    ('$contains' in filter || '$exists' in filter);
  return list && (field !== list || !isAsked)
    ? `${field} fits no entity, as ${list} is a list: use { ${list}: { $contains: ${
        ITEMS[list] ?? 'text'
      } } }`
    : undefined;
}

function firstOf(mistakes: (string | undefined)[]): string | undefined {
  return mistakes.find(mistake => mistake !== undefined);
}
