import { useApi } from '@backstage/core-plugin-api';
import type {
  Heatmap,
  HeatmapRow,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useEffect, useState } from 'react';
import { KpiTreeApi, kpiTreeApiRef } from '../api';
import { usePages } from '../common/usePages';

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
  const read = useCallback(
    async (cursor?: string) => {
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
    },
    [api, scope, tree, node, asOf, group, sort, order],
  );
  const { items, page, loading, error, more } = usePages(read);
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
  const columns = (page ?? latest)?.columns;

  return {
    columns,
    rows: items as HeatmapRow[],
    totalItems: page?.totalItems,
    asOf: (page ?? latest)?.asOf,
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
    read,
  };
}
