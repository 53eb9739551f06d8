import { useEffect, useMemo } from 'react';
import { KpiTreeParams, useKpiTreeParams } from './useKpiTreeParams';
import { useStoredView } from './useStoredView';
import { viewParamNames } from './useView';

/**
 * Where the address says nothing about the view, it gets the last one that the user
 * chose, or else that of the configuration.
 *
 * @param tab - the tab that is open; `undefined` if it takes nothing of the view
 * @param defaults - the view of those who have chosen none yet
 * @returns whether the address is complete.
 */
export function useStartingView(
  tab: string | undefined,
  defaults: KpiTreeParams,
): boolean {
  const { params, update } = useKpiTreeParams();
  const { loading, stored } = useStoredView();
  const silent =
    tab !== undefined &&
    !params.kpi &&
    viewParamNames.every(name => params[name] === undefined);
  const start = useMemo(() => {
    const { scope, ...others } = stored ?? defaults;
    return scope && scope !== 'all' ? { ...others, scope } : others;
  }, [stored, defaults]);
  const incomplete = silent && !loading && Object.keys(start).length > 0;
  useEffect(() => {
    if (incomplete) {
      update({ ...start, tab });
    }
  }, [incomplete, start, tab, update]);
  return !incomplete && !(silent && loading);
}
