import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type {
  KpiScorecardNode,
  Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { NoTree } from '../common/NoTree';
import { ProblemList } from '../common/ProblemList';
import { ScoreChange } from '../contribution/ScoreChange';
import { useKpiTreeParams } from '../state/useKpiTreeParams';
import { attentionList } from '../status';
import { kpiTreeTranslationRef } from '../translation';
import { findKpi, kpiParam, onlyAttention, treeRows } from './treeRows';
import { TreeFilters } from './TreeFilters';
import { TreeSummary } from './TreeSummary';
import { TreeTable, TreeTableHandle } from './TreeTable';

// The drawer brings the chart: whoever only looks at the tree does not load it.
const KpiDrawer = lazy(() =>
  import('../drawer/KpiDrawer').then(m => ({ default: m.KpiDrawer })),
);

/** What of the address is about the drawer, when it shows nothing. */
const closed = {
  kpi: undefined,
  period: undefined,
  from: undefined,
  to: undefined,
  by: undefined,
};

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
};

/**
 * A scorecard: how its tree stands, the tree itself, and the drawer of the KPI
 * that the URL names.
 */
export const ScorecardView = ({
  scorecard,
  empty = <NoTree scope={scorecard.scope} />,
}: ScorecardViewProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const table = useRef<TreeTableHandle>(null);
  const tree =
    scorecard.trees.find(t => t.name === params.tree) ?? scorecard.trees[0];
  const folded = useMemo(
    () => new Set(params.folded?.split(',')),
    [params.folded],
  );
  const shown =
    tree &&
    (params.status === 'attention' ? onlyAttention(tree.root) : tree.root);
  const rows = useMemo(
    () => (shown ? treeRows(shown, folded) : []),
    [shown, folded],
  );
  const here = scorecard.scope === 'all' ? undefined : scorecard.scope;

  if (!tree) {
    return (
      <div className={classes.root}>
        <ProblemList problems={scorecard.problems} here={here} />
        {empty}
      </div>
    );
  }
  const selected = params.kpi ? findKpi(tree.root, params.kpi) : undefined;
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) {
      next.add(id);
    }
    update({ folded: [...next].join(',') });
  };
  const open = (node: KpiScorecardNode) =>
    update({ ...closed, kpi: kpiParam(tree.root, node) }, { push: true });

  return (
    <div className={classes.root}>
      <ProblemList problems={scorecard.problems} here={here} />
      <TreeSummary scorecard={scorecard} tree={tree} />
      {tree.root.score !== null && (
        <ScoreChange scope={scorecard.scope} tree={tree} />
      )}
      <TreeFilters
        trees={scorecard.trees}
        tree={tree.name}
        attention={attentionList(tree.root).length}
      />
      {params.kpi && !selected && (
        <p className={classes.note} role="status">
          {t('tree.noKpi', { kpi: params.kpi })}
        </p>
      )}
      <Paper className={classes.paper}>
        {rows.length ? (
          <TreeTable
            ref={table}
            rows={rows}
            selectedId={selected?.id}
            onToggle={toggle}
            onOpen={open}
          />
        ) : (
          <p className={classes.note}>{t('tree.calm')}</p>
        )}
      </Paper>
      <Suspense fallback={null}>
        <KpiDrawer
          scorecard={scorecard}
          node={selected}
          onClose={() => update(closed)}
          onClosed={id => table.current?.focus(id)}
        />
      </Suspense>
    </div>
  );
};
