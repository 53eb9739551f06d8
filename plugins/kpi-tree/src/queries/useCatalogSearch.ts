import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuestion } from './useQuestion';

/** An entity to choose. */
export type FoundEntity = { entityRef: string; title: string };

type Search = {
  kinds: string[];
  /** Which fields of an entity have the text. */
  fields: string[];
  /** How many are found at most. */
  limit: number;
  /** In the order of their names; else as the catalog has them. */
  byName?: boolean;
};

/**
 * The entities of some kinds that have a text. While another text is searched
 * for those found before stay, with `loading`.
 *
 * @param term - the text; `undefined` searches for nothing
 */
export function useCatalogSearch(
  term: string | undefined,
  { kinds, fields, limit, byName }: Search,
) {
  const catalogApi = useApi(catalogApiRef);
  return useQuestion<FoundEntity[]>(
    term === undefined
      ? null
      : [catalogApi, 'search', kinds, fields, limit, byName, term],
    async () => {
      const { items } = await catalogApi.queryEntities({
        filter: { kind: kinds },
        fullTextFilter: { term: term!, fields },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
        ...(byName
          ? { orderFields: { field: 'metadata.name', order: 'asc' } as const }
          : {}),
        limit,
      });
      return items.map(entity => ({
        entityRef: stringifyEntityRef(entity),
        title: entity.metadata.title ?? entity.metadata.name,
      }));
    },
    { keep: true },
  );
}
