import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Run, Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { statusColor, StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 6,
  },
  state: { fontWeight: 600 },
  when: { color: theme.palette.textSubtle },
}));

/** Shape and colour are those of the status that asks for as much care. */
const likeStatus = (run: Run): Status => {
  switch (run.state) {
    case 'running':
      return 'stale';
    case 'succeeded':
      return run.errors.length ? 'at-risk' : 'on-target';
    case 'held-back':
      return 'at-risk';
    case 'cancelled':
      return 'no-data';
    default:
      return 'off-target';
  }
};

/** How a collection went, and when. */
export const RunStateLabel = ({ run }: { run: Run }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant } = useFormat();
  const classes = useStyles();
  const theme = useTheme();
  const status = likeStatus(run);
  return (
    <span className={classes.root}>
      <StatusIcon status={status} />
      <span
        className={classes.state}
        style={{ color: statusColor(theme, status) }}
      >
        {t(`sources.${run.state}`)}
        {run.dryRun && ` ${t('sources.dry')}`}
        {run.state === 'succeeded' &&
          run.errors.length > 0 &&
          ` ${t('sources.withErrors')}`}
      </span>
      <time className={classes.when} dateTime={run.startedAt}>
        {formatInstant(run.startedAt)}
      </time>
    </span>
  );
};
