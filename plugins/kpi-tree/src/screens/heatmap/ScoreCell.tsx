import type { HeatmapRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { memo } from 'react';
import { formatScore } from '../../parts/format';
import type { HeatmapClasses } from './heatmapStyles';
import type { ScoreText } from './useCellText';
import { placeProps } from './useGridKeys';

type ScoreCellProps = {
  service: HeatmapRow;
  row: number;
  column: number;
  active: boolean;
  compact: boolean;
  /** In pixels. */
  left: number;
  width: number;
  classes: HeatmapClasses;
  scoreText: (service: HeatmapRow) => ScoreText;
};

/** The score of a service; without hooks, as `KpiCell`. */
export const ScoreCell = memo((props: ScoreCellProps) => {
  const { service, row, column, active, compact, left, width, classes } = props;
  const { score, status } = service;
  const { label, measured } = props.scoreText(service);
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-label={label}
      title={measured}
      tabIndex={active ? 0 : -1}
      {...placeProps(row, column)}
      style={{ left, width }}
      className={classNames(classes.cell, classes[status], classes.score, {
        [classes.small]: compact,
      })}
    >
      <strong>{score === null ? '–' : formatScore(score)}</strong>
    </div>
  );
});
