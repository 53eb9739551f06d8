import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type {
  KpiScorecardNode,
  Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Suspense, useMemo, useRef } from 'react';
import { ActionCountsProvider } from '../../parts/actions/ActionCounts';
import { NoTree } from '../../parts/notices/NoTree';
import { ProblemList } from '../../parts/notices/ProblemList';
import { ScoreChange } from '../../parts/contribution/ScoreChange';
import {
  closedDrawer,
  ScorecardDrawer,
} from '../../parts/drawer/ScorecardDrawer';
import { filterTree } from '../../parts/filters/filterTree';
import { GoalTreePicture } from './picture';
import { focusNode } from './picture/focusNode';
import { readClassParam } from '../../parts/view/classParam';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { isFiltered, useView } from '../../parts/view/useView';
import { attentionList } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import {
  findKpi,
  kpiParam,
  onlyAttention,
  treeRows,
} from '../../parts/nodes/treeRows';
import { LoadError } from '../../parts/notices/LoadError';
import { useClassScorecard } from '../../queries/useClassScorecard';
import { ClassFilter } from './ClassFilter';
import { ClassNotice } from './ClassNotice';
import { TreeFilters } from './TreeFilters';
import { TreeSkeleton } from '../../parts/nodes/TreeSkeleton';
import { TreeSummary } from './TreeSummary';
import { TreeTable, TreeTableHandle } from './TreeTable';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  paper: {
    padding: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  note: {
    margin: 0,
    padding: theme.spacing(2, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type ScorecardViewProps = {
  scorecard: Scorecard;
  /** What to say if there is no tree. */
  empty?: JSX.Element;
  /** Whether the tree is chosen elsewhere. */
  treeChosen?: boolean;
};

/**
 * A scorecard: how its tree stands, the tree itself, and the drawer of the KPI
 * that the URL names.
 */
export const ScorecardView = ({
  scorecard,
  empty = <NoTree scope={scorecard.scope} />,
  treeChosen = false,
}: ScorecardViewProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const { filters, asOf } = useView();
  const table = useRef<TreeTableHandle>(null);
  const picture = useRef<HTMLDivElement>(null);
  const whole =
    scorecard.trees.find(({ name }) => name === params.tree) ??
    scorecard.trees[0];
  const ofClass = readClassParam(params.class);
  const asked = { scope: scorecard.scope, tree: whole?.name, asOf };
  const classAnswer = useClassScorecard(asked, ofClass);
  const tree = ofClass ? classAnswer.value?.trees[0] : whole;
  const folded = useMemo(
    () => new Set(params.folded?.split(',')),
    [params.folded],
  );
  const shown = useMemo(() => {
    const filtered = tree && filterTree(tree.root, filters);
    return filtered && params.status === 'attention'
      ? onlyAttention(filtered)
      : filtered;
  }, [tree, filters, params.status]);
  const rows = useMemo(
    () => (shown ? treeRows(shown, folded) : []),
    [shown, folded],
  );
  const here = scorecard.scope === 'all' ? undefined : scorecard.scope;

  if (!whole) {
    return (
      <div className={classes.root}>
        <ProblemList problems={scorecard.problems} here={here} />
        {empty}
      </div>
    );
  }
  const selected = params.kpi ? findKpi(whole.root, params.kpi) : undefined;
  const fold = (ids: Iterable<string>) =>
    update({ folded: [...ids].join(',') });
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) {
      next.add(id);
    }
    fold(next);
  };
  const open = (node: KpiScorecardNode) =>
    update(
      {
        ...closedDrawer,
        kpi: kpiParam(whole.root, node),
        ...(ofClass ? { breakdown: ofClass.by } : {}),
      },
      { push: true },
    );
  const isComparable = !ofClass;

  return (
    <div className={classes.root}>
      <ProblemList problems={scorecard.problems} here={here} />
      {tree && (
        <TreeSummary
          scorecard={scorecard}
          tree={tree}
          hasHistory={isComparable}
        />
      )}
      {isComparable && whole.root.score !== null && (
        <ScoreChange scope={scorecard.scope} tree={whole} />
      )}
      <TreeFilters
        trees={treeChosen ? [] : scorecard.trees}
        tree={whole.name}
        attention={tree ? attentionList(tree.root).length : 0}
      >
        <ClassFilter
          scope={scorecard.scope}
          tree={whole}
          value={ofClass}
          asOf={asOf}
          onChange={param => update({ class: param }, { push: true })}
        />
      </TreeFilters>
      {ofClass && classAnswer.value && (
        <ClassNotice
          ofClass={classAnswer.value.ofClass}
          onBack={() => update({ class: undefined }, { push: true })}
        />
      )}
      {params.kpi && !selected && (
        <p className={classes.note} role="status">
          {t('tree.noKpi', { kpi: params.kpi })}
        </p>
      )}
      <Paper ref={picture} className={classes.paper}>
        {!tree && classAnswer.error && !classAnswer.loading && (
          <LoadError
            title={t('tree.classError')}
            error={classAnswer.error}
            onRetry={classAnswer.retry}
          />
        )}
        {!tree && classAnswer.loading && <TreeSkeleton />}
        {tree && !shown && (
          <p className={classes.note}>
            {t(isFiltered(filters) ? 'portal.filteredAway' : 'tree.calm')}
          </p>
        )}
        {tree && shown && params.layout === 'picture' && (
          <Suspense fallback={<TreeSkeleton />}>
            <GoalTreePicture
              scorecard={
                isComparable ? scorecard : { ...scorecard, compare: undefined }
              }
              tree={tree}
              root={shown}
              folded={folded}
              onFold={fold}
              selectedId={selected?.id}
              onOpen={open}
            />
          </Suspense>
        )}
        {shown && params.layout !== 'picture' && (
          <ActionCountsProvider scope={scorecard.scope} tree={whole.name}>
            <TreeTable
              ref={table}
              rows={rows}
              selectedId={selected?.id}
              compare={isComparable ? scorecard.compare : undefined}
              onToggle={toggle}
              onUnfold={ids =>
                fold([...folded].filter(id => !ids.includes(id)))
              }
              onOpen={open}
            />
          </ActionCountsProvider>
        )}
      </Paper>
      <ScorecardDrawer
        scorecard={scorecard}
        tree={whole}
        onClosed={id => {
          if (table.current) {
            table.current.focus(id);
          } else {
            focusNode(picture.current, id);
          }
        }}
      />
    </div>
  );
};
