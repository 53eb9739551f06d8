import { useCallback, useLayoutEffect, useMemo } from 'react';
import useSWR, { unstable_serialize, useSWRConfig } from 'swr';
import {
  answerOf,
  isForgotten,
  noteAnswer,
  noteShown,
  QuestionKey,
} from './answers';
import { askedOnce, FRESH_MS } from './askedOnce';

/** What is known of a question. */
export type Answer<T> = {
  value?: T;
  error?: Error;
  /** It is being asked, for the first time or again. */
  loading: boolean;
  /** Asks again, however new the answer is. */
  retry: () => void;
};

/** How a question is asked. */
export type QuestionOptions = {
  /** For how long an answer is not asked for again, in milliseconds. */
  freshMs?: number;
  /** While another question is asked, the answer to the one before stays, with `loading`. */
  keep?: boolean;
};

/**
 * Asks a question: once, however many components do, and not again while the answer is
 * fresh. Where it fails there is no value, so that no old one passes for the answer.
 *
 * @param key - the question; `null` asks nothing
 */
export function useQuestion<T>(
  key: QuestionKey | null,
  ask: () => Promise<T>,
  { freshMs = FRESH_MS, keep = false }: QuestionOptions = {},
): Answer<T> {
  const { cache, mutate: mutateAny } = useSWRConfig();
  const id = unstable_serialize(key);
  // Before the cache is read: who comes back does not see what was true an hour ago
  useMemo(() => {
    if (id && isForgotten(cache, id, freshMs)) {
      // The request as well, in which SWR would still see the answer
      mutateAny(id);
      cache.delete(id);
    }
  }, [cache, id, freshMs, mutateAny]);
  useLayoutEffect(() => (id ? noteShown(cache, id) : undefined), [cache, id]);
  const { data, error, isValidating, mutate } = useSWR<T, Error>(
    key,
    async () => {
      const before = key && answerOf(cache, key);
      const answer = await ask();
      if (key) {
        noteAnswer(cache, key, before ?? undefined);
      }
      return answer;
    },
    { ...askedOnce, dedupingInterval: freshMs, keepPreviousData: keep },
  );
  const retry = useCallback(() => {
    mutate();
  }, [mutate]);
  return {
    value: !key || (error && !isValidating) ? undefined : data,
    error,
    loading: isValidating,
    retry,
  };
}
