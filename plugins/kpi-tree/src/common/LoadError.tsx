import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { kpiTreeTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  retry: { marginTop: theme.spacing(1.5) },
}));

type LoadErrorProps = {
  /** What could not be loaded: "The scorecard could not be loaded". */
  title: string;
  error: Error;
  onRetry: () => void;
};

/** An error with its cause, and a way on. */
export const LoadError = ({ title, error, onRetry }: LoadErrorProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div>
      <ResponseErrorPanel title={title} error={error} />
      <Button
        className={classes.retry}
        variant="outlined"
        size="small"
        onClick={onRetry}
      >
        {t('common.retry')}
      </Button>
    </div>
  );
};
