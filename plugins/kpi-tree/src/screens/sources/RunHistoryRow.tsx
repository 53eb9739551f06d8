import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { RunFacts } from './RunFacts';
import { RunStateLabel } from './RunStateLabel';

const useStyles = makeStyles({
  // In sight, wherever the table is scrolled to
  details: { position: 'sticky', left: 0, maxWidth: 'calc(100vw - 64px)' },
});

const COLUMNS = 8;

/** A run in few words, and in many once it is opened. */
export const RunHistoryRow = ({ run }: { run: Run }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatDuration, formatInstant } = useFormat();
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const isOpen = params.run === run.id;
  const errors = run.errors.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <tr>
        <td>
          <RunStateLabel run={run} />
        </td>
        <td>
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('sources.detailsOf', {
              time: formatInstant(run.startedAt),
            })}
            onClick={() => update({ run: isOpen ? undefined : run.id })}
          >
            {isOpen ? t('sources.less') : t('sources.details')}
          </Button>
        </td>
        <td>{t(`sources.by-${run.trigger}`)}</td>
        <td data-number>
          {run.endedAt ? formatDuration(durationOf(run)) : ''}
        </td>
        <td data-number>{formatCount(run.rowsRead)}</td>
        <td data-number>{formatCount(run.rowsRejected)}</td>
        <td data-number>{formatCount(run.measurementsWritten)}</td>
        <td data-number>{formatCount(errors)}</td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={COLUMNS}>
            <div className={classes.details}>
              <RunFacts run={run} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
};

function durationOf({ startedAt, endedAt }: Run): number {
  return Date.parse(endedAt ?? startedAt) - Date.parse(startedAt);
}
