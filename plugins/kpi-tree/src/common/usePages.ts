import { useCallback, useEffect, useRef, useState } from 'react';

type Page = { items: unknown[]; nextCursor?: string };

type State<P extends Page> = {
  items: P['items'][number][];
  /** The newest page, with what it has beside its items. */
  page?: P;
  loading: boolean;
  error?: Error;
};

/**
 * A list that is read page by page.
 *
 * @param read - reads the page at a cursor; another function begins again
 */
export function usePages<P extends Page>(
  read: (cursor?: string) => Promise<P>,
) {
  const [state, setState] = useState<State<P>>({ items: [], loading: true });
  // Answers to a question that is no longer asked are dropped.
  const request = useRef(0);
  // Known at once, where the state is only with the next rendering
  const pending = useRef(false);

  const load = useCallback(
    async (before: State<P>['items'], cursor?: string) => {
      const id = ++request.current;
      pending.current = true;
      setState(s => ({ ...s, loading: true, error: undefined }));
      try {
        const page = await read(cursor);
        if (id === request.current) {
          pending.current = false;
          setState({
            items: [...before, ...page.items],
            page,
            loading: false,
          });
        }
      } catch (e) {
        if (id === request.current) {
          pending.current = false;
          setState(s => ({ ...s, loading: false, error: e as Error }));
        }
      }
    },
    [read],
  );

  useEffect(() => {
    const requests = request;
    setState({ items: [], loading: true });
    load([]);
    return () => {
      requests.current++;
    };
  }, [load]);

  return {
    ...state,
    more: () => {
      if (!pending.current) {
        load(state.items, state.page?.nextCursor);
      }
    },
  };
}
