import { parseEntityRef } from '@backstage/catalog-model';
import { ALL } from '../definitions/Scope';

/**
 * Where a KPI of an entity or scope is shown: its page, or the tab of the entity with the
 * drawer opened where its tree is known. Paths are those that both frontend systems have
 * unless an admin moves them.
 *
 * @param asOf - the day as of which it is shown, `YYYY-MM-DD`; as it is when opened if
 * not given
 * @param records - the first day of the period whose records are opened
 */
export function kpiPath(
  scope: string,
  kpi: string,
  {
    tree,
    asOf,
    records,
  }: { tree?: string; asOf?: string; records?: string } = {},
): string {
  const search = new URLSearchParams({
    ...(tree ? { tree } : {}),
    ...(asOf ? { asOf } : {}),
    ...(records ? { records } : {}),
  });
  const query = search.size ? `?${search}` : '';
  if (scope === ALL) {
    return `/kpi-tree/kpis/all/${encodeURIComponent(kpi)}${query}`;
  }
  return `/kpi-tree/kpis/${partsOf(scope)}/${encodeURIComponent(kpi)}${query}`;
}

/** The page of an entity in the catalog. */
export function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** A tab of the portal page. */
export function portalPath(search: Record<string, string>): string {
  return `/kpi-tree?${new URLSearchParams(search)}`;
}

function partsOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name].map(encodeURIComponent).join('/');
}
