import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { AddKpiLink } from '../../parts/links/AddKpiLink';
import { BeforeText } from '../../parts/nodes/BeforeText';
import { ScoreSparkline } from '../../parts/nodes/ScoreSparkline';
import { StatusCounts } from '../../parts/nodes/StatusCounts';
import { useScoreHistory } from '../../queries/useScoreHistory';
import { useView } from '../../parts/view/useView';
import { kpisOf, ScoreRing, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { NodeTrend } from '../../parts/trend';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 2.5),
  },
  text: { flex: '1 1 260px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: theme.typography.h5.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
  },
  description: { margin: theme.spacing(0, 0, 0.5), maxWidth: 720 },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
  },
  history: {
    margin: 0,
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type StreamHeadProps = {
  scorecard: Scorecard;
  tree: string;
  node: ScorecardNode;
};

/** The state and history of a value stream, and who owns it. */
export const StreamHead = ({ scorecard, tree, node }: StreamHeadProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  return (
    <header className={classes.root}>
      <ScoreRing score={node.score} status={node.status} />
      <div className={classes.text}>
        <h2 className={classes.title}>{node.title}</h2>
        {node.description && (
          <p className={classes.description}>{node.description}</p>
        )}
        <div className={classes.meta}>
          <StatusLabel status={node.status} />
          <NodeTrend node={node} />
          <BeforeText node={node} compare={scorecard.compare} />
          <span>
            {t('streams.measured', { share: formatShare(node.coverage) })}
          </span>
          <span>{t('streams.kpis', { count: kpisOf(node).length })}</span>
          {node.owner ? (
            <EntityRefLink
              entityRef={node.owner}
              defaultKind="group"
              hideIcon
            />
          ) : (
            <span>{t('streams.nobody')}</span>
          )}
          <AddKpiLink scope={scorecard.scope} tree={tree} node={node.id} />
        </div>
        <StatusCounts root={node} />
      </div>
      <History scope={scorecard.scope} tree={tree} node={node} />
    </header>
  );
};

type HistoryProps = { scope: string; tree: string; node: ScorecardNode };

function History({ scope, tree, node }: HistoryProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore } = useFormat();
  const { asOf } = useView();
  // Asked for once, however many ask
  const { value } = useScoreHistory({ scope, tree, node: node.id, asOf });
  const known = value?.points.filter(({ score }) => score !== null) ?? [];
  if (!value || known.length < 2) {
    return null;
  }
  const [first, last] = [known[0], known[known.length - 1]];
  return (
    <figure className={classes.history} aria-label={t('streams.history')}>
      <ScoreSparkline scope={scope} tree={tree} node={node} />
      <figcaption>
        {t('tree.scores', {
          first: formatScore(first.score!),
          firstPeriod: formatPeriod(first.period, value.periodType),
          last: formatScore(last.score!),
          lastPeriod: formatPeriod(last.period, value.periodType),
        })}
      </figcaption>
    </figure>
  );
}
