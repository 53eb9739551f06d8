import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { HeatmapRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useTheme } from '@material-ui/core/styles';
import classNames from 'classnames';
import { CSSProperties } from 'react';
import { formatScore, useFormat } from '../format';
import { statusColor, StatusGlyph } from '../status';
import { kpiTreeTranslationRef } from '../translation';
import type { HeatmapClasses } from './heatmapStyles';
import { placeProps } from './useGridKeys';

type ScoreCellProps = {
  service: HeatmapRow;
  row: number;
  column: number;
  active: boolean;
  compact: boolean;
  style: CSSProperties;
  classes: HeatmapClasses;
};

/** The score of a service. */
export const ScoreCell = ({
  service: { score, status, coverage },
  row,
  column,
  active,
  compact,
  style,
  classes,
}: ScoreCellProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const theme = useTheme();
  const measured = t('heatmap.measured', { share: formatShare(coverage) });
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-label={[
        score === null
          ? t('heatmap.noScore')
          : t('status.score', { score: formatScore(score) }),
        t(`status.${status}`),
        measured,
      ].join(', ')}
      title={measured}
      tabIndex={active ? 0 : -1}
      {...placeProps(row, column)}
      style={style}
      className={classNames(classes.cell, { [classes.small]: compact })}
    >
      <svg
        viewBox="-8 -8 16 16"
        style={{ color: statusColor(theme, status) }}
        aria-hidden
        focusable="false"
      >
        <StatusGlyph status={status} />
      </svg>
      <strong>{score === null ? '–' : formatScore(score)}</strong>
    </div>
  );
};
