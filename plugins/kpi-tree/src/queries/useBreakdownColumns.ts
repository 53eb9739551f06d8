import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiTreeRecordReadPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

const NONE: string[] = [];

/**
 * By which other columns of its records a KPI can be broken down; none as long as that is
 * not known, and for whoever may not read records.
 *
 * @param canHave - whether it is measured by a source
 */
export function useBreakdownColumns(kpi: string, canHave: boolean): string[] {
  const api = useApi(kpiTreeApiRef);
  const { allowed } = usePermission({
    permission: kpiTreeRecordReadPermission,
  });
  const { value } = useQuestion(
    allowed && canHave ? [api, 'breakdownColumns', kpi] : null,
    async () => (await api.getBreakdownColumns(kpi)).items,
  );
  return value?.map(({ name }) => name) ?? NONE;
}
