import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useMemo } from 'react';
import { Refusal } from '../../parts/notices/Refusal';
import { useFormat } from '../../parts/format';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { ImportState } from './useImport';

const useStyles = makeStyles(theme => ({
  summary: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    margin: theme.spacing(0, 0, 1),
    fontVariantNumeric: 'tabular-nums',
  },
  errors: {
    margin: theme.spacing(1.5, 0),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  where: { color: theme.palette.textSubtle },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    marginTop: theme.spacing(2),
  },
}));

type ImportOutcomeProps = {
  fileName: string;
  value: ImportState;
  onBack: () => void;
};

/** What of a file was stored, and what was not and why. */
export const ImportOutcome = (props: ImportOutcomeProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { fileName, value, onBack } = props;
  const { state, counts, errors, warnings, rejected, error } = value;
  const download = useObjectUrl(
    useMemo(
      () => (rejected?.count ? rejected.toBlob() : undefined),
      [rejected],
    ),
  );
  return (
    <section aria-label={t('import.result')}>
      {error && <Refusal title={t('import.stopped')} error={error} />}
      <p className={classes.summary} role="status">
        <StatusIcon
          status={
            state === 'done' && !counts.rowsRejected ? 'on-target' : 'at-risk'
          }
        />
        <span>
          {state === 'cancelled' && `${t('import.cancelled')} `}
          {t('import.counts', {
            rows: formatCount(counts.rowsRead),
            stored: formatCount(counts.measurementsWritten),
            rejected: formatCount(counts.rowsRejected),
          })}
          {state !== 'done' && ` ${t('import.stays')}`}
        </span>
      </p>
      {errors.length > 0 && (
        <ul className={classes.errors} aria-label={t('import.whyRejected')}>
          {errors.map(({ message, where, count }) => (
            <li key={message}>
              {message}{' '}
              <span className={classes.where}>
                {where}
                {count > 1 &&
                  ` ${t('import.andMore', {
                    number: formatCount(count - 1),
                  })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <ul className={classes.errors} aria-label={t('import.warnings')}>
          {warnings.map(({ message, count }) => (
            <li key={message}>
              {message}{' '}
              <span className={classes.where}>
                {t('import.rows', { count })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.actions}>
        {download && (
          <Button
            variant="contained"
            color="primary"
            component="a"
            href={download}
            download={`rejected-${fileName.replace(/\.\w+$/, '')}.csv`}
          >
            {t('import.download')}
          </Button>
        )}
        <Button variant="outlined" onClick={onBack}>
          {t('import.another')}
        </Button>
      </div>
    </section>
  );
};

/** The address of something in memory, for as long as it is shown. */
function useObjectUrl(blob?: Blob): string | undefined {
  const url = useMemo(() => blob && URL.createObjectURL(blob), [blob]);
  useEffect(
    () => () => {
      if (url) {
        URL.revokeObjectURL(url);
      }
    },
    [url],
  );
  return url;
}
