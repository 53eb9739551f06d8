import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ActionsLink } from '../../parts/actions/ActionsLink';
import { PartialNote } from '../../parts/notices/PartialNote';
import { useFormat } from '../../parts/format';
import { useView } from '../../parts/view/useView';
import {
  countStatuses,
  ScoreRing,
  StatusIcon,
  StatusLabel,
  statusOrder,
} from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { ScoreHistoryLine } from './ScoreHistoryLine';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  text: { flex: '1 1 180px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
  },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
  },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    padding: 0,
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    '& > li': {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      whiteSpace: 'nowrap',
    },
  },
}));

type TreeSummaryProps = {
  scorecard: Scorecard;
  tree: ScorecardTree;
  /** Whether the score has a history. */
  hasHistory?: boolean;
};

/** How a tree stands as a whole, and how many of its KPIs stand how. */
export const TreeSummary = ({
  scorecard,
  tree,
  hasHistory = true,
}: TreeSummaryProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatDate, formatPeriod, formatShare } = useFormat();
  const { asOf: day } = useView();
  const classes = useStyles();
  const { root } = tree;
  const counts = countStatuses(root);
  return (
    <div className={classes.root}>
      <ScoreRing score={root.score} status={root.status} />
      <div className={classes.text}>
        <h2 className={classes.title}>{tree.title}</h2>
        <div className={classes.meta}>
          <StatusLabel status={root.status} />
          <span>
            {t('tree.measured', { share: formatShare(root.coverage) })}
          </span>
          {scorecard.memberCount > 1 && (
            <span>{t('tree.entities', { count: scorecard.memberCount })}</span>
          )}
          <span>
            {t('tree.asOf', {
              // The instant of a day that is chosen is its end, the next midnight
              date: day
                ? formatPeriod(day, 'day', 'long')
                : formatDate(scorecard.asOf, scorecard.timeZone),
            })}
          </span>
          <ActionsLink scope={scorecard.scope} />
          {scorecard.formerly?.map(({ entityRef, at }) => (
            <span key={`${entityRef} ${at}`}>
              {t('tree.formerly', {
                name: entityRef,
                date: formatDate(at, scorecard.timeZone),
              })}
            </span>
          ))}
        </div>
        <PartialNote partial={scorecard.partial} />
      </div>
      {hasHistory && (
        <ScoreHistoryLine scope={scorecard.scope} tree={tree.name} />
      )}
      <ul className={classes.counts} aria-label={t('tree.byStatus')}>
        {statusOrder
          .filter(status => counts.get(status))
          .map(status => (
            <li key={status}>
              <StatusIcon status={status} />
              {t('tree.countStatus', {
                number: formatCount(counts.get(status)!),
                status: t(`status.within-${status}`),
              })}
            </li>
          ))}
      </ul>
    </div>
  );
};
