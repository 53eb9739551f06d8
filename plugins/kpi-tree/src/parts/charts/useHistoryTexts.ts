import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ProcessPoint,
  Series,
  SeriesPoint,
  SignalRule,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { type Flag, flagsIn } from './flags';
import { forecastOf } from './withForecast';

/** The signal to which a period belongs, if it does. */
export function signalOf(
  { assessment }: Series,
  { period }: SeriesPoint,
): ProcessPoint | undefined {
  return assessment?.trend.chart.find(
    point => point.period === period && point.meaning,
  );
}

/** What there is to say about a period of a history, in words. */
export function useHistoryTexts(series: Series, flags: Flag[]) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatPeriod, formatShare, formatValue } = useFormat();
  const { unit, direction, periodType } = series;
  const value = (number: number | null) =>
    number === null ? '–' : formatValue(number, unit);

  const ruleText = (rule: SignalRule, point: ProcessPoint): string => {
    const mean = value(point.mean);
    switch (rule) {
      case 'outside':
        return point.value !== null &&
          point.upper !== null &&
          point.value > point.upper
          ? t('chart.ruleAbove', { limit: value(point.upper) })
          : t('chart.ruleBelow', { limit: value(point.lower) });
      case 'shift':
        return t('chart.ruleShift', { mean });
      case 'trend':
        return t('chart.ruleTrend');
      case 'two-of-three':
        return t('chart.ruleTwoOfThree');
      case 'three-of-four':
        return t('chart.ruleThreeOfFour', { mean });
      default:
        return t('chart.ruleFourOfFive', { mean });
    }
  };

  /** By which patterns a period stands out, and what that means. */
  const signalText = (point: SeriesPoint): string | undefined => {
    const signal = signalOf(series, point);
    return signal?.meaning
      ? t(`chart.${signal.meaning}`, {
          reason: signal.rules
            .map(rule => ruleText(rule, signal))
            .join(t('chart.comma')),
        })
      : undefined;
  };

  /** What a period that is not over may bring. */
  const forecastText = ({ period }: SeriesPoint): string | undefined => {
    const forecast = forecastOf(series, period);
    if (!forecast) {
      return undefined;
    }
    const parts = {
      value: value(forecast.value),
      low: value(forecast.lower80),
      high: value(forecast.upper80),
    };
    return forecast.probability === null
      ? t('chart.forecast', parts)
      : t('chart.forecastLikely', {
          ...parts,
          share: formatShare(forecast.probability),
        });
  };

  /** Between which values the period lies by chance. */
  const usualText = ({ period }: SeriesPoint): string | undefined => {
    const limits = series.assessment?.trend.chart.find(
      point => point.period === period,
    );
    return limits && limits.lower !== null && limits.upper !== null
      ? t('chart.usual', {
          low: value(limits.lower),
          high: value(limits.upper),
        })
      : undefined;
  };

  /** What happened in a period. */
  const flagTexts = (point: SeriesPoint): string[] =>
    flagsIn(series, flags)
      .filter(({ index }) => series.points[index].period === point.period)
      .map(({ kind, label }) =>
        t(
          (
            {
              redefined: 'chart.flagRedefined',
              target: 'chart.flagTarget',
              change: 'chart.flagChange',
              action: 'chart.flagAction',
              comment: 'words.flagComment',
              exception: 'words.flagException',
            } as const
          )[kind],
          { label },
        ),
      );

  /** All of it, in a sentence. */
  const pointText = (point: SeriesPoint | undefined): string => {
    if (!point) {
      return t('chart.noPeriod');
    }
    const { target, threshold, provisional } = point;
    const forecast = forecastText(point);
    const parts = [
      t('chart.pointOf', {
        period: formatPeriod(point.period, periodType, 'long'),
        value:
          point.value === null
            ? forecast ?? t('chart.noData')
            : formatValue(point.value, unit),
      }),
      provisional && t('chart.stillRunning'),
      point.value !== null && forecast,
      point.value !== null &&
        !provisional &&
        t(`status.within-${point.status}`),
      point.known && t('chart.knownDays', point.known),
      target !== null &&
        t('chart.pointTarget', { bound: formatBound(target, direction, unit) }),
      threshold !== null &&
        t('chart.pointThreshold', {
          bound: formatBound(threshold, direction, unit),
        }),
      signalText(point),
      ...flagTexts(point),
    ];
    return parts.filter(part => part).join(t('chart.comma'));
  };

  return { forecastText, signalText, usualText, flagTexts, pointText };
}
