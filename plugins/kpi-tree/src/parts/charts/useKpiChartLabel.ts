import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';

/** What a small chart of a KPI shows, in words. */
export function useKpiChartLabel(node: KpiScorecardNode): string {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatMeasured, formatPeriod, formatValue } =
    useFormat();
  const { value, unit, direction, status, target, threshold, provisional } =
    node;
  const period = formatPeriod(node.period, node.periodType);
  const known = node.spark.flatMap(([, measured]) => measured ?? []);
  const hasTrend =
    value !== null && status !== 'stale' && node.trend !== 'unknown';
  return [
    node.title,
    value === null
      ? t('chart.kpiNoValue')
      : formatMeasured(value, unit, node.relativeError),
    status === 'stale' ? t('chart.kpiLastIn', { period }) : period,
    t(`status.within-${status}`),
    ...(node.known ? [t('chart.knownDays', node.known)] : []),
    ...(hasTrend ? [t(`status.${node.trend}`)] : []),
    ...(target === null
      ? []
      : [
          t('chart.kpiTarget', { bound: formatBound(target, direction, unit) }),
        ]),
    ...(threshold === null
      ? []
      : [
          t('chart.kpiThreshold', {
            bound: formatBound(threshold, direction, unit),
          }),
        ]),
    ...(provisional
      ? [
          t('chart.kpiRunning', {
            value: formatValue(provisional.value, unit),
            period: formatPeriod(provisional.period, node.periodType),
          }),
        ]
      : []),
    ...(known.length > 1
      ? [
          t('chart.kpiRange', {
            number: String(known.length),
            low: formatValue(Math.min(...known), unit),
            high: formatValue(Math.max(...known), unit),
          }),
        ]
      : []),
  ].join(t('chart.comma'));
}
