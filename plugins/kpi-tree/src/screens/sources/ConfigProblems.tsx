import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useId } from 'react';
import { useStatus } from '../../queries/useStatus';
import { kpiTreeTranslationRef } from '../../texts';
import { ConfigMistakes } from './ConfigMistakes';

const useStyles = makeStyles(theme => ({
  root: {
    marginBottom: theme.spacing(2),
    paddingBottom: theme.spacing(2),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
}));

type ConfigProblemsProps = {
  /** Keys whose mistakes are shown with their sources. */
  shown?: string[];
};

/** What is wrong in the configuration; nothing where all of it is right. */
export const ConfigProblems = ({ shown = [] }: ConfigProblemsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const titleId = useId();
  // Beside the sources, which show their own errors: without an answer there is no more
  const { value } = useStatus();
  const problems = (value?.problems ?? []).filter(
    ({ key }) => !shown.includes(key),
  );
  const of = (severity: ConfigProblem['severity']) =>
    problems.filter(problem => problem.severity === severity);
  if (!problems.length) {
    return null;
  }
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        {t('sources.configuration')}
      </h2>
      <ConfigMistakes tone="error" mistakes={of('error')} />
      <ConfigMistakes tone="warning" mistakes={of('warning')} />
    </section>
  );
};
