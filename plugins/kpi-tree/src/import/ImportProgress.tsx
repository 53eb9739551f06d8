import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { formatCount } from '../format';
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
  const classes = useStyles();
  const percent = Math.floor(value.fraction * 100);
  const { rowsRead, rowsRejected } = value.counts;
  return (
    <>
      <LinearProgress
        className={classes.bar}
        variant="determinate"
        value={percent}
        aria-label="Progress of the import"
      />
      <p className={classes.counts} role="status">
        {percent} %, {formatCount(rowsRead)} rows read,{' '}
        {formatCount(rowsRejected)} rejected. Stay on this page until it is
        done.
      </p>
      <Button variant="outlined" onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
};
