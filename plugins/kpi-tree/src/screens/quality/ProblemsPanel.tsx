import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { LocationText } from '../../parts/notices/ProblemList';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2) },
  calm: { display: 'flex', alignItems: 'center', gap: 8 },
  entity: { '& + &': { marginTop: theme.spacing(3) } },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  field: {
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    fontWeight: 600,
  },
  location: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type ProblemsPanelProps = {
  problems: {
    value?: { items: Problem[] };
    loading: boolean;
    error?: Error;
    retry: () => void;
  };
};

/** What needs fixing in all definitions and annotations, by entity. */
export const ProblemsPanel = ({ problems }: ProblemsPanelProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { value, loading, error, retry } = problems;
  if (error && !loading) {
    return (
      <LoadError
        title={t('sources.problemsError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return <Progress />;
  }
  if (!value.items.length) {
    return (
      <p className={classes.calm}>
        <StatusIcon status="on-target" />
        {t('sources.noProblems')}
      </p>
    );
  }
  const byEntity = new Map<string, Problem[]>();
  for (const problem of value.items) {
    const others = byEntity.get(problem.entityRef) ?? [];
    byEntity.set(problem.entityRef, [...others, problem]);
  }
  return (
    <Paper className={classes.root}>
      {[...byEntity].map(([entityRef, items]) => (
        <section key={entityRef} className={classes.entity}>
          <h2 className={classes.title}>
            <EntityRefLink entityRef={entityRef} />
          </h2>
          <ul className={classes.list}>
            {items.map(problem => (
              <li
                key={`${problem.field} ${problem.message}`}
                className={classes.item}
              >
                <div className={classes.field}>{problem.field}</div>
                <div>{problem.message}</div>
                {problem.location && (
                  <div className={classes.location}>
                    <LocationText location={problem.location} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Paper>
  );
};
