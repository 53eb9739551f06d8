import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type { ScoreHistory } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  chartColors,
  chartSizes,
  dashes,
  tickLabelStyle,
} from '../../parts/charts/chartStyle';
import { linePath } from '../../parts/charts/plot';
import { statusColor, StatusGlyph } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import type { scoreScales } from './scoreScales';

type ScoreMarksProps = {
  history: ScoreHistory;
  scales: ReturnType<typeof scoreScales>;
  /** The period that is read out. */
  picked?: number;
  /** The period with which the view is compared. */
  compared?: number;
};

/**
 * The scores as a line that breaks where too little was measured, with a shape for the
 * status of each period; and the two scores that part the statuses.
 */
export const ScoreMarks = (props: ScoreMarksProps) => {
  const { history, scales, picked, compared } = props;
  const theme = useTheme();
  const colors = chartColors(theme);
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { points } = history;
  const { y, left, right, middle } = scales;
  const [bottom, top] = y.range();
  const label = { ...tickLabelStyle(theme), textAnchor: 'end' as const };
  const upright = (index: number) => ({
    x1: middle(index),
    x2: middle(index),
    y1: bottom,
    y2: top,
  });
  const comparedAtLeft =
    compared !== undefined && middle(compared) < (left + right) / 2;
  return (
    <>
      <line
        x1={left}
        x2={right}
        y1={y(100)}
        y2={y(100)}
        stroke={colors.target}
        strokeWidth={chartSizes.line}
      />
      <text {...label} x={right} y={y(100) - 5} fill={colors.target}>
        {t('overview.onTargetLine')}
      </text>
      <line
        x1={left}
        x2={right}
        y1={y(50)}
        y2={y(50)}
        stroke={colors.threshold}
        strokeWidth={chartSizes.line}
        strokeDasharray={dashes.threshold}
      />
      <text {...label} x={right} y={y(50) + 13} fill={colors.threshold}>
        {t('overview.offTargetLine')}
      </text>
      {picked !== undefined && (
        <line {...upright(picked)} stroke={colors.quiet} strokeOpacity={0.8} />
      )}
      {compared !== undefined && (
        <g data-testid="compared">
          <line
            {...upright(compared)}
            stroke={theme.palette.primary.main}
            strokeDasharray={dashes.redefined}
          />
          <text
            {...label}
            x={middle(compared) + (comparedAtLeft ? 4 : -4)}
            y={bottom - 5}
            textAnchor={comparedAtLeft ? 'start' : 'end'}
          >
            {t('overview.comparedWith')}
          </text>
        </g>
      )}
      <path
        data-testid="scores"
        d={linePath(
          points.map(({ score }, index) =>
            score === null ? null : { x: middle(index), y: y(score) },
          ),
        )}
        fill="none"
        stroke={colors.value}
        strokeWidth={chartSizes.line}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {points.map(({ period, score, status }, index) =>
        score === null ? null : (
          <g
            key={period}
            transform={`translate(${middle(index)} ${y(score)}) scale(0.62)`}
            style={{ color: statusColor(theme, status) }}
          >
            <StatusGlyph status={status} />
          </g>
        ),
      )}
    </>
  );
};
