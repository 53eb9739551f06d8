import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  addPeriods,
  periodOf,
  type ScorecardNode,
  type ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useId } from 'react';
import type { Scope } from '../../api';
import { LoadError } from '../notices/LoadError';
import { useScoreContributions } from '../../queries/useScoreContributions';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { useView } from '../view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { ContributionAnswer } from './ContributionAnswer';

const useStyles = makeStyles(theme => ({
  answer: { maxWidth: 720, marginTop: theme.spacing(1) },
}));

type ScoreChangeProps = {
  scope: Scope;
  tree: Pick<ScorecardTree, 'name' | 'root'>;
};

/**
 * Which branches explain the change of a tree's score since the month before, of the
 * last complete months on the day of the view.
 */
export const ScoreChange = (props: ScoreChangeProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const id = useId();
  const { params, update } = useKpiTreeParams();
  const isOpen = params.why === 'score';
  return (
    <div>
      <Button
        size="small"
        color="primary"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => update({ why: isOpen ? undefined : 'score' })}
      >
        {t('contribution.changedScore')}
      </Button>
      <div id={id} className={isOpen ? classes.answer : undefined}>
        {isOpen && <Answer {...props} />}
      </div>
    </div>
  );
};

function Answer({ scope, tree }: ScoreChangeProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { asOf } = useView();
  const { value, loading, error, retry } = useScoreContributions(scope, {
    tree: tree.name,
    node: firstFork(tree.root).id,
    ...(asOf ? lastTwoMonths(asOf) : {}),
  });
  if (loading) {
    return (
      <div role="status" aria-label={t('contribution.scoreLoading')}>
        <Skeleton variant="rect" height={160} />
      </div>
    );
  }
  if (error || !value) {
    return (
      <LoadError
        title={t('contribution.scoreError')}
        error={error ?? new Error(t('contribution.noAnswer'))}
        onRetry={retry}
      />
    );
  }
  return <ContributionAnswer answer={value} view="chart" />;
}

/** The last month that was complete on a day, and the one before it. */
function lastTwoMonths(day: string): { from: string; to: string } {
  const running = periodOf(day, 'month');
  return {
    from: addPeriods(running, 'month', -2),
    to: addPeriods(running, 'month', -1),
  };
}

/** Of an only branch nothing is explained by the branch: its score is the same. */
function firstFork(node: ScorecardNode): ScorecardNode {
  const [only, ...others] = node.children;
  return only && !others.length && only.kind !== 'kpi' ? firstFork(only) : node;
}
