import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import type { Unavailable } from './unavailable';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    maxWidth: 680,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  text: { margin: theme.spacing(0.5, 0, 0), color: theme.palette.textSubtle },
}));

/** How long a portal that is busy is left alone. */
const RETRY_MS = 5_000;

type UnavailableNoticeProps = {
  why: Unavailable;
  /** What the backend says. */
  reason: string;
  onRetry: () => void;
};

/** That there are no numbers, and why; it asks again where they come by themselves. */
export const UnavailableNotice = ({
  why,
  reason,
  onRetry,
}: UnavailableNoticeProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const retry = useRef(onRetry);
  retry.current = onRetry;
  useEffect(() => {
    if (why !== 'soon') {
      return undefined;
    }
    const timer = setInterval(() => retry.current(), RETRY_MS);
    return () => clearInterval(timer);
  }, [why]);
  return (
    <div role="status" className={classes.root}>
      <h3 className={classes.title}>{t(`common.${why}Title`)}</h3>
      <p className={classes.text}>{t(`common.${why}Text`, { reason })}</p>
    </div>
  );
};
