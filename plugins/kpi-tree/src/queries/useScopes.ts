import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { Scope } from '../api';
import { useQuestion } from './useQuestion';

/** The kinds of scopes in the order in which they are offered. */
export const scopeKinds = ['Domain', 'System', 'Group'] as const;

/** A Domain, System or Group of the catalog. */
export type ScopeOption = {
  scope: Scope;
  title: string;
  kind: (typeof scopeKinds)[number];
};

const none: ScopeOption[] = [];

/** The Domains, Systems and Groups that the user may read, by kind and title. */
export function useScopes() {
  const catalogApi = useApi(catalogApiRef);
  const { value, loading, error } = useQuestion<ScopeOption[]>(
    [catalogApi, 'scopes'],
    async () => {
      const { items } = await catalogApi.getEntities({
        filter: { kind: [...scopeKinds] },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
      });
      return scopeKinds.flatMap(kind =>
        items
          .filter(entity => entity.kind === kind)
          .map(entity => ({
            scope: stringifyEntityRef(entity),
            title: entity.metadata.title ?? entity.metadata.name,
            kind,
          }))
          .sort((a, b) => a.title.localeCompare(b.title)),
      );
    },
    { freshMs: 300_000 },
  );
  return { scopes: value ?? none, loading: loading && !value, error };
}
