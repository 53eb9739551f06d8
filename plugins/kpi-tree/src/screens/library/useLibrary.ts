import { useMemo } from 'react';
import { useKpis } from '../../queries/useKpis';
import type { Answer } from '../../queries/useQuestion';
import { useTrees } from '../../queries/useTrees';
import { Library, libraryOf } from './libraryOf';

/** Every tree and KPI of the organisation and of the built-in library. */
export function useLibrary(): Answer<Library> {
  const trees = useTrees();
  const kpis = useKpis();
  const value = useMemo(
    () =>
      trees.value && kpis.value
        ? libraryOf(trees.value.items, kpis.value.items)
        : undefined,
    [trees.value, kpis.value],
  );
  return {
    value,
    error: trees.error ?? kpis.error,
    loading: trees.loading || kpis.loading,
    retry: () => {
      trees.retry();
      kpis.retry();
    },
  };
}
