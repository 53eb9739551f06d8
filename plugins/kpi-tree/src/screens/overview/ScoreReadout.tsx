import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ScoreHistory,
  ScorePoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    alignItems: 'baseline',
    minHeight: '1.5em',
    fontVariantNumeric: 'tabular-nums',
  },
  period: { fontWeight: 600 },
  muted: { color: theme.palette.textSubtle },
}));

type ScoreReadoutProps = { history: ScoreHistory; point: ScorePoint };

/**
 * One period of the history of a score, as it stands above the chart. The slider of
 * the chart says the same to screen readers.
 */
export const ScoreReadout = ({ history, point }: ScoreReadoutProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore, formatShare } = useFormat();
  const { period, score, status, coverage } = point;
  return (
    <div className={classes.root} aria-hidden data-testid="score-readout">
      <span className={classes.period}>
        {formatPeriod(period, history.periodType, 'long')}
      </span>
      <span>
        {score === null
          ? t('overview.pointNone')
          : t('overview.pointScore', { score: formatScore(score) })}
      </span>
      {score !== null && <StatusLabel status={status} />}
      <span className={classes.muted}>
        {t('overview.measured', { share: formatShare(coverage) })}
      </span>
    </div>
  );
};
