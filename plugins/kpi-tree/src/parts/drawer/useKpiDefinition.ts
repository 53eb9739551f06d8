import { useMemo } from 'react';
import { changesOfNumbers } from '../definition/changeTexts';
import { useKpi } from '../../queries/useKpi';
import { useVersions } from '../../queries/useVersions';

/**
 * The definition of a KPI and the versions by which its values or its
 * judgement became others; nothing where the
 * user may not read it. The numbers do not depend on it, so it never fails.
 */
export function useKpiDefinition(name: string) {
  const { value: kpi } = useKpi(name);
  const { value: versions } = useVersions('Kpi', name);
  return useMemo(
    () =>
      kpi && versions
        ? {
            kpi,
            redefined: versions.items.filter(
              ({ changes }) => changesOfNumbers(changes).length > 0,
            ),
          }
        : undefined,
    [kpi, versions],
  );
}
