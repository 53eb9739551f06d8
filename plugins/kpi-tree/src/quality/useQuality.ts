import { useApi } from '@backstage/core-plugin-api';
import type {
  QualityFindingKind,
  QualityPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { kpiTreeApiRef, Scope } from '../api';

const PAGE = 50;

type State = { report?: QualityPage; loading: boolean; error?: Error };

/** What is asked for: an owner, or `none`; a kind of finding. */
export type QualityFilter = { owner?: string; kind?: QualityFindingKind };

/** What is wrong in a scope page by page, by owner. */
export function useQuality(scope: Scope, { owner, kind }: QualityFilter) {
  const api = useApi(kpiTreeApiRef);
  const [state, setState] = useState<State>({ loading: true });
  // Answers to a question that is no longer asked are dropped.
  const request = useRef(0);

  const load = useCallback(
    async (before?: QualityPage) => {
      const id = ++request.current;
      setState(({ report }) => ({ report, loading: true }));
      try {
        const page = await api.getQuality({
          scope,
          owner,
          kind,
          limit: PAGE,
          cursor: before?.nextCursor,
        });
        if (id === request.current) {
          const items = [...(before?.items ?? []), ...page.items];
          setState({ report: { ...page, items }, loading: false });
        }
      } catch (e) {
        if (id === request.current) {
          setState(({ report }) => ({
            report,
            loading: false,
            error: e as Error,
          }));
        }
      }
    },
    [api, scope, owner, kind],
  );

  useEffect(() => {
    const requests = request;
    load();
    return () => {
      requests.current++;
    };
  }, [load]);

  return {
    ...state,
    retry: () => load(),
    more: () => load(state.report),
  };
}
