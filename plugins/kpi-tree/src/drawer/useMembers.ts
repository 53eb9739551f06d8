import type { Member } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { KpiTreeApi, Scope } from '../api';

const PAGE = 10;

type State = {
  items: Member[];
  total: number;
  cursor?: string;
  loading: boolean;
  error?: Error;
};

const empty: State = { items: [], total: 0, loading: true };

/** The members of a scope page by page, the worst first. */
export function useMembers(api: KpiTreeApi, kpi: string, scope: Scope) {
  const [state, setState] = useState<State>(empty);
  // Answers to a question that is no longer asked are dropped.
  const request = useRef(0);

  const load = useCallback(
    async (before: Member[], cursor?: string) => {
      const id = ++request.current;
      setState(s => ({ ...s, loading: true, error: undefined }));
      try {
        const page = await api.getMembers(kpi, {
          scope,
          sort: 'score',
          limit: PAGE,
          cursor,
        });
        if (id === request.current) {
          setState({
            items: [...before, ...page.items],
            total: page.totalItems,
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
    [api, kpi, scope],
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
