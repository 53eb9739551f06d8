import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { ImportState } from './useImport';

const useStyles = makeStyles(theme => ({
  bar: { maxWidth: 480, marginBottom: theme.spacing(1) },
  counts: {
    margin: theme.spacing(0, 0, 2),
    fontVariantNumeric: 'tabular-nums',
  },
}));

type ImportProgressProps = { value: ImportState; onCancel: () => void };

/** How far an import is, and a way to stop it. */
export const ImportProgress = ({ value, onCancel }: ImportProgressProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const percent = Math.floor(value.fraction * 100);
  const { rowsRead, rowsRejected } = value.counts;
  return (
    <>
      <LinearProgress
        className={classes.bar}
        variant="determinate"
        value={percent}
        aria-label={t('import.progress')}
      />
      <p className={classes.counts} role="status">
        {t('import.stay', {
          percent: formatCount(percent),
          rows: formatCount(rowsRead),
          rejected: formatCount(rowsRejected),
        })}
      </p>
      <Button variant="outlined" onClick={onCancel}>
        {t('import.cancel')}
      </Button>
    </>
  );
};
