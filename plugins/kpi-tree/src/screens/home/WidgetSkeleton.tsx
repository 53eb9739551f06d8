import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';

const LINES = [0, 1, 2, 3, 4];

const useStyles = makeStyles(theme => ({
  line: { height: 36, marginBottom: theme.spacing(0.5) },
}));

/** What a widget shows while it loads. */
export const WidgetSkeleton = ({ label }: { label: string }) => {
  const classes = useStyles();
  return (
    <div role="status" aria-label={label}>
      {LINES.map(line => (
        <Skeleton key={line} className={classes.line} />
      ))}
    </div>
  );
};
