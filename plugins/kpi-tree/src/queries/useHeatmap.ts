import { useApi } from '@backstage/core-plugin-api';
import type { Heatmap } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useEffect, useState } from 'react';
import { KpiTreeApi, kpiTreeApiRef } from '../api';
import { usePages } from './usePages';
import { useQuestion } from './useQuestion';

/** How many services come at once: a second or two of fast scrolling. */
const PAGE = 500;

/** What of the heatmap is asked for. */
export type HeatmapQuestion = Omit<
  Parameters<KpiTreeApi['getHeatmap']>[0],
  'limit' | 'cursor'
>;

/**
 * The services of a heatmap, page by page.
 *
 * @param all - whether all pages are loaded, one after the other, without being asked
 * for: to search in them
 */
export function useHeatmap(question: HeatmapQuestion, all: boolean) {
  const api = useApi(kpiTreeApiRef);
  const { scope, tree, node, asOf, group, sort, order } = question;
  const read = async (cursor?: string) => {
    const heatmap = await api.getHeatmap({
      scope,
      tree,
      node,
      asOf,
      group,
      sort,
      order,
      limit: PAGE,
      cursor,
    });
    return { ...heatmap, items: heatmap.rows };
  };
  const { items, page, loading, error, more, retry } = usePages(
    [api, 'heatmap', scope, tree, node, asOf, group, sort, order],
    read,
  );
  const hasMore = page?.nextCursor !== undefined;

  useEffect(() => {
    if (all && hasMore && !loading && !error) {
      more();
    }
  });

  // While the services come in another order, the head of the table stays as it is
  const [latest, setLatest] = useState<Heatmap>();
  useEffect(() => {
    if (page) {
      setLatest(page);
    }
  }, [page]);
  const head = page ?? latest;

  return {
    items,
    columns: head?.columns,
    totalItems: page?.totalItems,
    asOf: head?.asOf,
    loading,
    error,
    /** Whether all services are there. */
    complete: page !== undefined && !hasMore,
    /** Loads the next page, or once more the one that failed. */
    more: () => {
      if (!loading && (hasMore || error)) {
        more();
      }
    },
    retry,
    /** Reads the page at a cursor. */
    read,
  };
}

/**
 * The services of a scope that stand worst with a node. While those of another one are
 * loaded the ones before stay, with `loading`.
 *
 * @param limit - how many
 */
export function useWorstServices(
  { scope, tree, node, asOf }: HeatmapQuestion,
  limit: number,
) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Heatmap>(
    [api, 'heatmap', 'worst', scope, tree, node, asOf, limit],
    () =>
      api.getHeatmap({
        scope,
        tree,
        node,
        asOf,
        sort: 'score',
        order: 'asc',
        limit,
      }),
    { keep: true },
  );
}
