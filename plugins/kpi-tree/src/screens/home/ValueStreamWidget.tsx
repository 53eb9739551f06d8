import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { useFormat } from '../../parts/format';
import { rootRouteRef } from '../../parts/links/routes';
import { useScorecard } from '../../queries/useScorecard';
import { attentionList, ScoreRing, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { TrendLabel } from '../../parts/trend';
import { WidgetSkeleton } from './WidgetSkeleton';

const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  root: {
    color: theme.palette.text.primary,
    fontSize: theme.typography.body2.fontSize,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  subtle: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.caption.fontSize,
  },
  states: { display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(1.5) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  open: { display: 'inline-block', marginTop: theme.spacing(1) },
}));

/**
 * What the user of a home page, or its admin, chooses.
 *
 * @public
 */
export type ValueStreamWidgetProps = {
  /** `all`, or an entity reference. */
  scope?: string;
  /** The name of a tree; the first if not given. */
  tree?: string;
  /** The id of a node of it; its first value stream with a score if not given. */
  node?: string;
};

/** How a value stream stands, and which of its KPIs need attention most. */
export const ValueStreamWidget = (props: ValueStreamWidgetProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  // An empty field of the settings is one that is not filled in
  const scope = props.scope || 'all';
  const { value, error, loading, retry } = useScorecard(scope);
  if (loading) {
    return <WidgetSkeleton label={t('home.streamLoading')} />;
  }
  return error || !value ? (
    <LoadError
      title={t('home.streamError')}
      error={error ?? new Error()}
      onRetry={retry}
    />
  ) : (
    <ChosenStream scorecard={value} {...props} />
  );
};

type ChosenStreamProps = ValueStreamWidgetProps & { scorecard: Scorecard };

function ChosenStream({ scorecard, tree: name, node: id }: ChosenStreamProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatList } = useFormat();
  const { trees } = scorecard;
  if (!trees.length) {
    return <p>{t('home.streamNoTree')}</p>;
  }
  const tree = name ? trees.find(each => each.name === name) : trees[0];
  if (!tree) {
    return (
      <p>
        {t('home.streamUnknown', {
          what: t('home.streamWhatTree'),
          name: name!,
          names: formatList(trees.map(each => each.name)),
        })}
      </p>
    );
  }
  const branches = branchesOf(tree.root);
  const streams = branches.filter(each => each.kind === 'value-stream');
  const node = id
    ? branches.find(each => each.id === id)
    : streams.find(each => each.score !== null) ?? streams[0] ?? tree.root;
  return node ? (
    <Stream scope={scorecard.scope} tree={tree} node={node} />
  ) : (
    <p>
      {t('home.streamUnknown', {
        what: t('home.streamWhatNode'),
        name: id!,
        names: formatList(branches.map(each => each.id)),
      })}
    </p>
  );
}

type StreamProps = { scope: string; tree: ScorecardTree; node: ScorecardNode };

function Stream({ scope, tree, node }: StreamProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare, formatValue } = useFormat();
  const portalPage = useRouteRef(rootRouteRef);
  const linkTo = (kpi?: string) =>
    `${portalPage()}?${new URLSearchParams({
      tab: 'tree',
      scope,
      tree: tree.name,
      ...(kpi ? { kpi } : {}),
    })}`;
  const worst = attentionList(node).slice(0, SHOWN);
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <ScoreRing score={node.score} status={node.status} />
        <div>
          <div className={classes.title}>{node.title}</div>
          <div className={classes.states}>
            <StatusLabel status={node.status} />
            {node.trend !== 'unknown' && <TrendLabel trend={node.trend} />}
          </div>
          <div className={classes.subtle}>
            {t('card.measured', { share: formatShare(node.coverage) })}
          </div>
        </div>
      </div>
      {worst.length ? (
        <ul className={classes.list} aria-label={t('home.streamWorst')}>
          {worst.map(kpi => (
            <li key={kpi.id} className={classes.item}>
              <Link to={linkTo(kpi.id)}>{kpi.title}</Link>
              <span className={classes.states}>
                {kpi.value !== null && (
                  <strong>{formatValue(kpi.value, kpi.unit)}</strong>
                )}
                <StatusLabel status={kpi.status} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('card.calm')}</p>
      )}
      <Link to={linkTo()} className={classes.open}>
        {t('home.streamOpen')}
      </Link>
    </div>
  );
}

/** All nodes of a tree that are no KPIs. */
function branchesOf(node: ScorecardNode): ScorecardNode[] {
  return node.kind === 'kpi'
    ? []
    : [node, ...node.children.flatMap(branchesOf)];
}
