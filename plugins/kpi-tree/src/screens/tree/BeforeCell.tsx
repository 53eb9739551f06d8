import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import { isBetter } from '@internal/kpi-tree';
import {
  isKpiNode,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { isOfItsPeriod } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { meaningColor, TrendGlyph } from '../../parts/trend';
import type { TreeTableClasses } from '../../parts/nodes/treeTableStyles';

/** A difference, and what it means: `undefined` where neither side is good. */
type Change = { text: string; isBetter?: boolean };

type BeforeCellProps = { node: ScorecardNode; classes: TreeTableClasses };

/**
 * The state of a node on the day that it is compared with: a KPI by its value, else the
 * score; and what the difference means, as arrow and in words. The arrow points up where
 * it is better, whichever way the numbers went.
 */
export const BeforeCell = ({ node, classes }: BeforeCellProps) => {
  const theme = useTheme();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const before = useBefore(node);
  if (!before) {
    return null;
  }
  const { value, change } = before;
  return (
    <div className={classes.before}>
      <span>
        {value ?? <span className={classes.muted}>–</span>}{' '}
        <span className={classes.beforeLabel}>{t('chart.before')}</span>
      </span>
      {change && (
        <span
          className={classes.change}
          style={{ color: meaningColor(theme, meaningOf(change)) }}
        >
          {change.isBetter !== undefined && (
            <svg viewBox="-8 -8 16 16" aria-hidden focusable="false">
              <TrendGlyph trend={change.isBetter ? 'improving' : 'worsening'} />
            </svg>
          )}
          {change.text}
        </span>
      )}
    </div>
  );
};

function meaningOf({ isBetter: better }: Change) {
  if (better === undefined) {
    return 'change';
  }
  return better ? 'improving' : 'worsening';
}

/** What a node said before, and how that differs from what it says now. */
function useBefore(
  node: ScorecardNode,
): { value?: string; change?: Change } | undefined {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatChange, formatScore, formatValue } = useFormat();
  const { before } = node;
  if (!before) {
    return undefined;
  }
  const changeOf = (
    difference: number,
    unit: string,
    better: boolean | undefined,
  ): Change => {
    if (difference === 0) {
      return { text: t('chart.unchanged') };
    }
    const change = formatChange(difference, unit);
    return better === undefined
      ? { text: change }
      : {
          text: t(better ? 'chart.better' : 'chart.worse', { change }),
          isBetter: better,
        };
  };

  if (isKpiNode(node)) {
    const value = before.value ?? null;
    if (value === null) {
      return {};
    }
    const text = formatValue(value, node.unit);
    if (
      node.value === null ||
      !isOfItsPeriod(node.status) ||
      !isOfItsPeriod(before.status)
    ) {
      return { value: text };
    }
    const difference = node.value - value;
    // Of a range only the score says which side is better
    const better =
      node.direction === 'range'
        ? isBetter((node.score ?? 0) - (before.score ?? 0), 'higher')
        : isBetter(difference, node.direction);
    return { value: text, change: changeOf(difference, node.unit, better) };
  }
  if (before.score === null) {
    return {};
  }
  const value = t('chart.beforeScore', { score: formatScore(before.score) });
  if (node.score === null) {
    return { value };
  }
  // Of what is shown, so that the difference fits the two numbers
  const difference =
    Number(formatScore(node.score)) - Number(formatScore(before.score));
  return { value, change: changeOf(difference, 'points', difference > 0) };
}
