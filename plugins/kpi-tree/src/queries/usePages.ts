import { useMemo, useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import { answerOf, QuestionKey } from './answers';
import { QuestionOptions, useQuestion } from './useQuestion';

type Page = { items: unknown[]; nextCursor?: string };

/** The pages after the first one. */
type Further<P extends Page> = {
  /** The answer that they follow; with another one they begin again. */
  after?: object;
  pages: P[];
  loading: boolean;
  error?: Error;
};

const none = { pages: [], loading: false };

/** A list as far as it is read. */
export type Pages<P extends Page> = {
  items: P['items'][number][];
  /** The newest page, with what it has beside its items. */
  page?: P;
  loading: boolean;
  error?: Error;
  /** Reads the next page, or once more the one that failed. */
  more: () => void;
  /** Reads the list again from its beginning. */
  retry: () => void;
};

/**
 * A list that is read page by page. Its first page is a question like others; what
 * follows it is read on demand, and is gone with the component.
 *
 * @param key - the question; `null` asks nothing
 * @param read - reads the page at a cursor
 */
export function usePages<P extends Page>(
  key: QuestionKey | null,
  read: (cursor?: string) => Promise<P>,
  options?: QuestionOptions,
): Pages<P> {
  const { cache } = useSWRConfig();
  const first = useQuestion(key, () => read(), options);
  const answer = key ? answerOf(cache, key) : undefined;
  const [state, setState] = useState<Further<P>>(none);
  // Known at once, where the state is only with the next rendering
  const pending = useRef<object>();
  const further: Further<P> =
    state.after && state.after === answer ? state : none;

  const { value } = first;
  const pages = useMemo(
    () => (value ? [value, ...further.pages] : []),
    [value, further.pages],
  );
  const items = useMemo(() => pages.flatMap(page => page.items), [pages]);
  const page = pages.at(-1);
  const loading = first.loading || further.loading;

  const next = async (after: object) => {
    pending.current = after;
    setState({ after, pages: further.pages, loading: true });
    const settle = (change: (before: Further<P>) => Further<P>) => {
      if (pending.current === after) {
        pending.current = undefined;
      }
      // Answers to a question that is no longer asked are dropped
      setState(before =>
        before.after === after ? change({ ...before, loading: false }) : before,
      );
    };
    try {
      const found = await read(page?.nextCursor);
      settle(before => ({ ...before, pages: [...before.pages, found] }));
    } catch (e) {
      settle(before => ({ ...before, error: e as Error }));
    }
  };

  return {
    items,
    page,
    loading,
    error: loading ? undefined : first.error ?? further.error,
    more: () => {
      if (first.error || !answer) {
        first.retry();
      } else if (!first.loading && pending.current !== answer) {
        next(answer);
      }
    },
    retry: () => {
      setState(none);
      first.retry();
    },
  };
}
