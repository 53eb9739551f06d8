import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { HeatmapCell } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback } from 'react';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../translation';
import type { ShownColumn } from './heatmapColumns';

/** What a cell of the heatmap says, in words. */
export type CellText = {
  value: string;
  status: string;
  /** Not given where nothing is known of it. */
  target?: string;
  trend?: string;
  period?: string;
};

/** @returns a function that puts cells into words */
export function useCellText() {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const format = useFormat();
  return useCallback(
    (cell: HeatmapCell | null, column: ShownColumn): CellText => {
      if (!cell) {
        return { value: '', status: t('heatmap.notAttached') };
      }
      const target = cell.target === undefined ? column.target : cell.target;
      const period = cell.period ?? column.period;
      return {
        value:
          cell.value === null
            ? '–'
            : format.formatValue(cell.value, column.unit),
        status: t(`status.${cell.status}`),
        ...(target !== undefined && target !== null
          ? {
              target: format.formatBound(target, column.direction, column.unit),
            }
          : {}),
        ...(cell.value !== null && cell.trend !== 'unknown'
          ? { trend: t(`status.${cell.trend}`) }
          : {}),
        ...(period
          ? { period: format.formatPeriod(period, column.periodType) }
          : {}),
      };
    },
    [t, format],
  );
}
