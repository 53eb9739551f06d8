import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { ReactNode } from 'react';
import { LoadError } from '../../parts/notices/LoadError';
import { Usage } from '../../parts/definition/Usage';
import { kpiTreeTranslationRef } from '../../texts';
import { useUsage } from '../../queries/useUsage';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(2, 4),
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
}));

type EntryDetailsProps = {
  kind: 'Kpi' | 'KpiTree';
  name: string;
  /** How it is adopted. */
  children: ReactNode;
};

/** Where a definition is used, and how an organisation adopts it. */
export const EntryDetails = ({ kind, name, children }: EntryDetailsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useUsage(kind, name);
  return (
    <div className={classes.root}>
      <div>
        <h4 className={classes.title}>{t('library.usedIn')}</h4>
        {value && <Usage usage={value} isKpi={kind === 'Kpi'} />}
        {!value && loading && (
          <div role="status" aria-label={t('library.usageLoading')}>
            <Skeleton />
            <Skeleton />
            <Skeleton width="60%" />
          </div>
        )}
        {error && !loading && (
          <LoadError
            title={t('library.usageError')}
            error={error}
            onRetry={retry}
          />
        )}
      </div>
      <div>
        <h4 className={classes.title}>{t('library.adopt')}</h4>
        {children}
      </div>
    </div>
  );
};
