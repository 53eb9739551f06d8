import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { useSWRConfig } from 'swr';
import { kpiTreeApiRef } from '../api';
import { outdate, QuestionKey } from './answers';

/** The questions whose answers come from measurements and how they are judged. */
export const numbers = [
  'badge',
  'contributions',
  'heatmap',
  'insights',
  'members',
  'owned',
  'quality',
  'score',
  'score-contributions',
  'score-history',
  'scorecard',
  'series',
];

/** The questions whose answers are about collections. */
export const collections = ['runs', 'sources', 'status'];

/**
 * For those who write: the answers to some questions are no longer true. What is on the
 * screen is asked for again at once, the rest when it is shown again.
 */
export function useInvalidate(): (questions: readonly string[]) => void {
  const api = useApi(kpiTreeApiRef);
  const { cache, mutate } = useSWRConfig();
  return useCallback(
    questions => {
      mutate((key: unknown) => {
        if (
          !Array.isArray(key) ||
          key[0] !== api ||
          !questions.includes(key[1])
        ) {
          return false;
        }
        outdate(cache, key as unknown as QuestionKey);
        return true;
      });
    },
    [api, cache, mutate],
  );
}
