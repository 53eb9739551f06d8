import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { LoadError } from '../../parts/notices/LoadError';
import { useRuns } from '../../queries/useRuns';
import { kpiTreeTranslationRef } from '../../texts';
import { RunHistoryRow } from './RunHistoryRow';

const useStyles = makeStyles(theme => ({
  // A narrow screen scrolls the table, not the page
  root: { overflowX: 'auto', marginTop: theme.spacing(1) },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th': {
      padding: theme.spacing(0.5, 2, 0.5, 0),
      textAlign: 'left',
      fontWeight: 400,
      whiteSpace: 'nowrap',
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.textSubtle,
    },
    '& td': {
      padding: theme.spacing(0.75, 2, 0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      verticalAlign: 'top',
    },
    '& th[data-number], & td[data-number]': { textAlign: 'right' },
  },
}));

/** Runs that are shown at first, and with each press of the button. */
const PAGE = 10;

type RunHistoryProps = {
  source: string;
  /** The run that the source names as its last; another is a reason to look again. */
  lastRun: Run;
};

/** The runs of a source, the newest first; each opens to all that is known of it. */
export const RunHistory = ({ source, lastRun }: RunHistoryProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const [limit, setLimit] = useState(PAGE);
  const { value, error, loading, retry } = useRuns({ source, limit, lastRun });

  if (error && !loading) {
    return (
      <LoadError title={t('sources.runsError')} error={error} onRetry={retry} />
    );
  }
  if (!value) {
    return <Progress />;
  }
  return (
    <div className={classes.root}>
      <table
        className={classes.table}
        aria-label={t('sources.runsOf', { source })}
      >
        <thead>
          <tr>
            <th scope="col">{t('sources.run')}</th>
            <th scope="col" aria-label={t('sources.details')} />
            <th scope="col">{t('sources.why')}</th>
            <th scope="col" data-number>
              {t('sources.duration')}
            </th>
            <th scope="col" data-number>
              {t('sources.rows')}
            </th>
            <th scope="col" data-number>
              {t('sources.rejected')}
            </th>
            <th scope="col" data-number>
              {t('sources.measurements')}
            </th>
            <th scope="col" data-number>
              {t('sources.errors')}
            </th>
          </tr>
        </thead>
        <tbody>
          {value.items.map(run => (
            <RunHistoryRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
      {value.nextCursor && (
        <Button
          size="small"
          disabled={loading || limit >= 100}
          onClick={() => setLimit(Math.min(limit + PAGE, 100))}
        >
          {t('sources.older')}
        </Button>
      )}
    </div>
  );
};
