import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { StatusIcon } from '../status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    margin: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
  },
}));

type RefusalProps = {
  /** What could not be done: "It could not be tried". */
  title: string;
  error: Error;
};

/** Why the backend did not do something, in its own words. */
export const Refusal = ({ title, error }: RefusalProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  // Of an answer with an error the message is in its cause
  const { message } = isError(error.cause) ? error.cause : error;
  return (
    <p className={classes.root} role="alert">
      <StatusIcon status="off-target" />
      <span>{t('try.refusal', { title, message })}</span>
    </p>
  );
};

function isError(cause: unknown): cause is { message: string } {
  return typeof (cause as Error | undefined)?.message === 'string';
}
