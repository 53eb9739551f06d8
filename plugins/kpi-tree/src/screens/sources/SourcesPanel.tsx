import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState, Progress } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { LoadError } from '../../parts/notices/LoadError';
import {
  collections,
  numbers,
  useInvalidate,
} from '../../queries/useInvalidate';
import { useSources } from '../../queries/useSources';
import { kpiTreeTranslationRef } from '../../texts';
import { ConfigProblems } from './ConfigProblems';
import { SourceCard } from './SourceCard';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2) },
}));

/** How often a running collection is looked after. */
const POLL_MS = 2_000;

/** The sources of all numbers and their last collections. */
export const SourcesPanel = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { value, error, loading, retry } = useSources();
  const invalidate = useInvalidate();
  const running = value?.items.some(s => s.lastRun?.state === 'running');
  useEffect(() => {
    if (!running || loading) {
      return undefined;
    }
    const timer = setTimeout(retry, POLL_MS);
    return () => clearTimeout(timer);
  }, [running, loading, retry]);
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && running === false) {
      invalidate(numbers);
    }
    wasRunning.current = running ?? wasRunning.current;
  }, [running, invalidate]);

  if (error && !loading) {
    return (
      <LoadError title={t('sources.loadError')} error={error} onRetry={retry} />
    );
  }
  if (!value) {
    return <Progress />;
  }
  if (!value.items.length) {
    return (
      <>
        <ConfigProblems />
        <EmptyState
          missing="content"
          title={t('sources.none')}
          description={t('sources.addOne')}
        />
      </>
    );
  }
  return (
    <Paper className={classes.root}>
      <ConfigProblems
        shown={value.items.flatMap(({ mistakes }) =>
          mistakes.map(({ key }) => key),
        )}
      />
      {value.items.map(source => (
        <SourceCard
          key={source.id}
          source={source}
          onStarted={() => invalidate(collections)}
        />
      ))}
    </Paper>
  );
};
