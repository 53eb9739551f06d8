import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Bound,
  Series,
  TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../translation';

/** The text of each change, by what changed and in which way. */
const TEXTS = {
  target: {
    loosened: 'chart.targetLoosened',
    tightened: 'chart.targetTightened',
    changed: 'chart.targetChanged',
    set: 'chart.targetSet',
    removed: 'chart.targetRemoved',
  },
  threshold: {
    loosened: 'chart.thresholdLoosened',
    tightened: 'chart.thresholdTightened',
    changed: 'chart.thresholdChanged',
    set: 'chart.thresholdSet',
    removed: 'chart.thresholdRemoved',
  },
} as const;

/** Says in words which target another one replaced: `Target loosened from 1.5 h to 3 h`. */
export function useTargetChangeText(): (
  change: TargetChange,
  of: Pick<Series, 'unit' | 'direction'>,
) => string {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatValue } = useFormat();
  return ({ bound, from, to, effect }, { unit, direction }) => {
    const text = (of: Bound | null) =>
      typeof of === 'number'
        ? formatValue(of, unit)
        : of && formatBound(of, direction, unit);
    const texts = TEXTS[bound];
    if (from === null) {
      return t(texts.set, { to: text(to) ?? '' });
    }
    return to === null
      ? t(texts.removed, { from: text(from) ?? '' })
      : t(texts[effect], { from: text(from) ?? '', to: text(to) ?? '' });
  };
}
