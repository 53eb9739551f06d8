import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  HeatmapCell,
  HeatmapRow,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback } from 'react';
import { formatScore, useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import type { ShownColumn } from './heatmapColumns';

/** What a cell of the heatmap says, in words. */
export type CellText = {
  value: string;
  status: string;
  /** Not given where nothing is known of it. */
  target?: string;
  trend?: string;
  period?: string;
  /** How much of the period is known, and how many rows are missing. */
  incomplete?: string;
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
        ...(cell.rejectedRows || cell.known
          ? {
              incomplete: [
                ...(cell.known ? [t('chart.knownDays', cell.known)] : []),
                ...(cell.rejectedRows
                  ? [t('chart.rejectedRows', { count: cell.rejectedRows })]
                  : []),
              ].join(t('chart.comma')),
            }
          : {}),
      };
    },
    [t, format],
  );
}

/** What the score of a service says, in words. */
export type ScoreText = {
  label: string;
  /** How much of the tree is measured. */
  measured: string;
};

/** @returns a function that puts the scores of services into words */
export function useScoreText() {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const format = useFormat();
  return useCallback(
    ({ score, status, coverage }: HeatmapRow): ScoreText => {
      const measured = t('heatmap.measured', {
        share: format.formatShare(coverage),
      });
      const text =
        score === null
          ? t('heatmap.noScore')
          : t('status.score', { score: formatScore(score) });
      return {
        label: [text, t(`status.${status}`), measured].join(', '),
        measured,
      };
    },
    [t, format],
  );
}
