import { useApi } from '@backstage/core-plugin-api';
import type { Insight } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { kpiTreeApiRef, Scope } from '../api';

const PAGE = 30;

type State = {
  items: Insight[];
  /** The day from which on it is told. */
  since?: string;
  partial: boolean;
  cursor?: string;
  loading: boolean;
  error?: Error;
};

const empty: State = { items: [], partial: false, loading: true };

/** What moved in a scope page by page, the most important first. */
export function useInsights(scope: Scope, since: string) {
  const api = useApi(kpiTreeApiRef);
  const [state, setState] = useState<State>(empty);
  // Answers to a question that is no longer asked are dropped.
  const request = useRef(0);

  const load = useCallback(
    async (before: Insight[], cursor?: string) => {
      const id = ++request.current;
      setState(s => ({ ...s, loading: true, error: undefined }));
      try {
        const page = await api.getInsights({
          scope,
          since,
          limit: PAGE,
          cursor,
        });
        if (id === request.current) {
          setState({
            items: [...before, ...page.items],
            since: page.since,
            partial: page.partial,
            cursor: page.nextCursor,
            loading: false,
          });
        }
      } catch (e) {
        if (id === request.current) {
          setState(s => ({ ...s, loading: false, error: e as Error }));
        }
      }
    },
    [api, scope, since],
  );

  useEffect(() => {
    const requests = request;
    setState(empty);
    load([]);
    return () => {
      requests.current++;
    };
  }, [load]);

  return { ...state, more: () => load(state.items, state.cursor) };
}
