import { useCallback } from 'react';
import { KpiTreeParams, useKpiTreeParams } from './useKpiTreeParams';
import { useStoredView } from './useStoredView';

/**
 * Changes what all tabs are about, in the address and in what is remembered for the
 * user. The back button undoes it.
 *
 * @param tab - the tab that stays open
 */
export function useViewChange(tab: string | undefined) {
  const { params, update } = useKpiTreeParams();
  const { store } = useStoredView();
  return useCallback(
    (changes: KpiTreeParams) => {
      // Said even if it is everything: it is what the user chose
      const scope = changes.scope ?? params.scope ?? 'all';
      store({ ...params, ...changes, scope });
      update(
        { ...changes, scope, tab, kpi: undefined, records: undefined },
        { push: true },
      );
    },
    [params, store, tab, update],
  );
}
