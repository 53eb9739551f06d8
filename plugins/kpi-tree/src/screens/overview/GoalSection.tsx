import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { PartialNote } from '../../parts/notices/PartialNote';
import { useFormat } from '../../parts/format';
import { useView } from '../../parts/view/useView';
import { ScoreRing, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { NodeTrend } from '../../parts/trend';
import { BeforeText } from '../../parts/nodes/BeforeText';
import { DataNotes } from './DataNotes';
import { ScoreHistorySection } from './ScoreHistorySection';
import { StatusCounts } from '../../parts/nodes/StatusCounts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    minWidth: 0,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 2),
  },
  text: { flex: '1 1 200px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
  },
}));

type GoalSectionProps = {
  scope: Scope;
  scorecard: Scorecard;
  tree: ScorecardTree;
};

/** How the goal of a tree stands, and how it went. */
export const GoalSection = ({ scope, scorecard, tree }: GoalSectionProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatDate, formatPeriod, formatShare } = useFormat();
  const { asOf: day } = useView();
  const { root } = tree;
  const { memberCount, asOf, timeZone, compare } = scorecard;
  return (
    <Paper className={classes.root} component="section" aria-label={tree.title}>
      <div className={classes.head}>
        <ScoreRing score={root.score} status={root.status} />
        <div className={classes.text}>
          <h2 className={classes.title}>{tree.title}</h2>
          <div className={classes.meta}>
            <StatusLabel status={root.status} />
            <NodeTrend node={root} />
            <BeforeText node={root} compare={compare} />
          </div>
          <div className={classes.meta}>
            <span>
              {t('overview.measured', { share: formatShare(root.coverage) })}
            </span>
            {memberCount > 1 && (
              <span>{t('overview.entities', { count: memberCount })}</span>
            )}
            <span>
              {t('overview.asOf', {
                // The instant of a day that is chosen is its end, the next midnight
                date: day
                  ? formatPeriod(day, 'day', 'long')
                  : formatDate(asOf, timeZone),
              })}
            </span>
          </div>
        </div>
      </div>
      <StatusCounts root={root} linked />
      <DataNotes root={root} />
      <PartialNote partial={scorecard.partial} />
      <ScoreHistorySection scope={scope} tree={tree} compare={compare} />
    </Paper>
  );
};
