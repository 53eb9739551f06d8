import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect } from 'react';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';
import { LoadError } from '../common/LoadError';
import { kpiTreeTranslationRef } from '../texts';
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
  const api = useApi(kpiTreeApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => api.getSources(),
    [api],
  );
  const running = value?.items.some(s => s.lastRun?.state === 'running');
  useEffect(() => {
    if (!running || loading) {
      return undefined;
    }
    const timer = setTimeout(retry, POLL_MS);
    return () => clearTimeout(timer);
  }, [running, loading, retry]);

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
        <SourceCard key={source.id} source={source} onStarted={retry} />
      ))}
    </Paper>
  );
};
