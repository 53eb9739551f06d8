import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { formatScore } from '../format';
import { statusColor } from './statusColors';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 8,
    fontVariantNumeric: 'tabular-nums',
  },
  number: { minWidth: '1.8em', textAlign: 'right' },
  track: {
    width: 44,
    height: 4,
    borderRadius: 2,
    backgroundColor: theme.palette.action.disabledBackground,
    overflow: 'hidden',
  },
  bar: { height: '100%', borderRadius: 2 },
  space: { width: 44 },
  none: { color: theme.palette.textSubtle },
}));

type ScoreBarProps = { score: number | null; status: Status };

/** A score of 0..100 as number and thin bar. */
export const ScoreBar = ({ score, status }: ScoreBarProps) => {
  const classes = useStyles();
  const theme = useTheme();
  if (score === null) {
    return (
      <span className={classes.root}>
        <span className={classNames(classes.number, classes.none)}>–</span>
        <span className={classes.space} data-score-bar />
      </span>
    );
  }
  return (
    <span className={classes.root}>
      <span className={classes.number}>{formatScore(score)}</span>
      <span className={classes.track} data-score-bar aria-hidden>
        <div
          className={classes.bar}
          style={{
            width: `${score}%`,
            backgroundColor: statusColor(theme, status),
          }}
        />
      </span>
    </span>
  );
};
