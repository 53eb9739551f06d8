import { EmptyState, ResponseErrorPanel } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { kpiTreeTranslationRef } from '../../texts';
import { isNotAllowed } from './isNotAllowed';
import { unavailableAs } from './unavailable';
import { UnavailableNotice } from './UnavailableNotice';

const useStyles = makeStyles(theme => ({
  retry: { marginTop: theme.spacing(1.5) },
}));

type LoadErrorProps = {
  /** What could not be loaded: "The scorecard could not be loaded". */
  title: string;
  error: Error;
  onRetry: () => void;
};

/**
 * An error with its cause, and a way on; or that the user has no right to see it, or that
 * there is nothing to see now.
 */
export const LoadError = ({ title, error, onRetry }: LoadErrorProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const why = unavailableAs(error);
  if (why) {
    return (
      <UnavailableNotice why={why} reason={reasonOf(error)} onRetry={onRetry} />
    );
  }
  if (isNotAllowed(error)) {
    return (
      <EmptyState
        missing="info"
        title={t('common.notAllowed')}
        description={t('common.notAllowedText')}
      />
    );
  }
  return (
    <div>
      <ResponseErrorPanel
        title={`${title}: ${reasonOf(error)}`}
        error={error}
      />
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

/** What the backend said, where it is the backend's error. */
function reasonOf({ message, cause }: Error & { cause?: unknown }): string {
  return cause instanceof Error ? cause.message : message;
}
