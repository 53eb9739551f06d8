import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatScore } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { statusColor } from './statusColors';

const SIZE = 76;
const STROKE = 7;
const RADIUS = (SIZE - STROKE) / 2;
const LENGTH = 2 * Math.PI * RADIUS;

const useStyles = makeStyles(theme => ({
  root: { position: 'relative', width: SIZE, height: SIZE, flex: 'none' },
  svg: { display: 'block', transform: 'rotate(-90deg)' },
  number: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: '1.5rem',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    color: theme.palette.text.primary,
  },
}));

type ScoreRingProps = { score: number | null; status: Status };

/** A score of 0..100 as a number in a ring. */
export const ScoreRing = ({ score, status }: ScoreRingProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  const circle = {
    cx: SIZE / 2,
    cy: SIZE / 2,
    r: RADIUS,
    fill: 'none',
    strokeWidth: STROKE,
  };
  return (
    <div
      className={classes.root}
      role="img"
      aria-label={
        score === null
          ? t('status.noScore', { status: t(`status.within-${status}`) })
          : t('status.score', { score: formatScore(score) })
      }
    >
      <svg
        className={classes.svg}
        width={SIZE}
        height={SIZE}
        aria-hidden
        focusable="false"
      >
        <circle {...circle} stroke={theme.palette.action.disabledBackground} />
        {score !== null && score > 0 && (
          <circle
            {...circle}
            stroke={statusColor(theme, status)}
            strokeDasharray={`${(LENGTH * score) / 100} ${LENGTH}`}
          />
        )}
      </svg>
      <span className={classes.number} aria-hidden>
        {score === null ? '–' : formatScore(score)}
      </span>
    </div>
  );
};
