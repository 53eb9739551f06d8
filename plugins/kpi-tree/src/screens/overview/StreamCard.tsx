import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { chartSizes } from '../../parts/charts/chartStyle';
import { Seen } from '../../parts/charts/Seen';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { useFormat } from '../../parts/format';
import {
  attentionList,
  kpisOf,
  ScoreBar,
  StatusIcon,
  StatusLabel,
} from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { NodeTrend } from '../../parts/trend';
import { BeforeText } from '../../parts/nodes/BeforeText';
import { ScoreSparkline } from '../../parts/nodes/ScoreSparkline';
import { StatusCounts } from '../../parts/nodes/StatusCounts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    height: '100%',
    padding: theme.spacing(2),
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 1.5),
  },
  score: { fontSize: theme.typography.h6.fontSize, fontWeight: 600 },
  subtle: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
  },
  number: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  target: { whiteSpace: 'nowrap', color: theme.palette.textSubtle },
  worst: {
    minWidth: 0,
    overflowWrap: 'anywhere',
    '& svg': { verticalAlign: '-0.1em' },
  },
  owner: {
    marginTop: 'auto',
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
}));

type StreamCardProps = {
  scope: Scope;
  tree: string;
  node: ScorecardNode;
  /** The day with which it is compared, `YYYY-MM-DD`. */
  compare?: string;
};

/** The state and history of a value stream, its worst KPI, and who owns it. */
export const StreamCard = (props: StreamCardProps) => {
  const { scope, tree, node, compare } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const linkTo = useSearchLink();
  const count = kpisOf(node).length;
  return (
    <li>
      <Paper className={classes.root}>
        <h3 className={classes.title}>
          <Link to={linkTo({ tab: 'streams', tree, stream: node.id })}>
            {node.title}
          </Link>
        </h3>
        {node.score !== null && (
          <div className={classes.line}>
            <span className={classes.score}>
              <ScoreBar score={node.score} status={node.status} />
            </span>
            <Seen height={chartSizes.sparkHeight}>
              <ScoreSparkline scope={scope} tree={tree} node={node} />
            </Seen>
          </div>
        )}
        <div className={classes.subtle}>
          <StatusLabel status={node.status} />
          <NodeTrend node={node} />
          <BeforeText node={node} compare={compare} />
        </div>
        <div className={classes.subtle}>
          <span>{t('overview.kpis', { count })}</span>
          <span>
            {t('overview.measured', { share: formatShare(node.coverage) })}
          </span>
        </div>
        <StatusCounts root={node} />
        <WorstKpi node={node} />
        <div className={classes.owner}>
          {node.owner ? (
            <EntityRefLink
              entityRef={node.owner}
              defaultKind="group"
              hideIcon
            />
          ) : (
            t('overview.nobody')
          )}
        </div>
      </Paper>
    </li>
  );
};

function WorstKpi({ node }: { node: ScorecardNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatMeasured, formatBound } = useFormat();
  const linkTo = useSearchLink();
  const kpis = kpisOf(node);
  const worst = attentionList(node).find(({ score }) => score !== null);
  if (!worst) {
    return kpis.some(({ status }) => status === 'on-target') ? (
      <div className={classes.worst}>
        <StatusIcon status="on-target" /> {t('overview.allOnTarget')}
      </div>
    ) : (
      <div className={classes.worst}>{t('overview.nothingMeasured')}</div>
    );
  }
  const { value, unit, target, direction } = worst;
  return (
    <div className={classes.worst}>
      {t('overview.worst')} <StatusIcon status={worst.status} />{' '}
      <Link underline="always" to={linkTo({ tab: 'overview', kpi: worst.id })}>
        {worst.title}
      </Link>{' '}
      <span className={classes.number}>
        {value !== null && formatMeasured(value, unit, worst.relativeError)}
      </span>{' '}
      <span className={classes.target}>
        {target !== null && formatBound(target, direction, unit)}
      </span>
    </div>
  );
}
