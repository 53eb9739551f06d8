import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { QualityFinding } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';

/** The kinds that this page shows by itself. */
const scopeKinds = ['system', 'domain', 'group'];

/**
 * The address at which the numbers of a finding are shown: a node in the tree of the
 * page, the data of a KPI at what is measured, or what of it is not evaluated. Nothing for
 * other findings.
 *
 * @param here - what the page is about
 */
export function useFindingLink(here: Scope) {
  const entityRoute = useRouteRef(entityRouteRef);
  return ({ kind, entityRef, kpi, tree }: QualityFinding) => {
    const search = new URLSearchParams(tree ? { tree } : {});
    if (kind === 'coverage') {
      search.set('tab', 'tree');
      if (here !== 'all') {
        search.set('scope', here);
      }
      return `?${search}`;
    }
    if (
      !['data', 'set-aside', 'loosened', 'no-action'].includes(kind) ||
      !kpi
    ) {
      return undefined;
    }
    search.set('kpi', kpi);
    if (kind === 'no-action') {
      // The form to add one is open there
      search.set('action', 'new');
    }
    const entity = parseEntityRef(entityRef);
    if (entity.kind === 'kpi') {
      // Of everything: that is not an entity
      search.set('tab', 'tree');
      return `?${search}`;
    }
    if (scopeKinds.includes(entity.kind)) {
      search.set('tab', 'tree');
      search.set('scope', entityRef);
      return `?${search}`;
    }
    return `${entityRoute(entity)}/kpi-tree?${search}`;
  };
}
