import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useSearchLink } from '../links/useSearchLink';
import { useFormat } from '../format';
import { countStatuses, StatusLabel, statusOrder } from '../status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& > li': { whiteSpace: 'nowrap' },
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minHeight: 24,
    color: 'inherit',
  },
  number: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
}));

type StatusCountsProps = {
  root: ScorecardNode;
  /** Whether each leads to its KPIs in the tree. */
  linked?: boolean;
};

/** How many KPIs at and below a node stand how, those that need a person first. */
export const StatusCounts = ({ root, linked }: StatusCountsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const linkTo = useSearchLink();
  const counts = countStatuses(root);
  return (
    <ul className={classes.root} aria-label={t('overview.kpisByStatus')}>
      {statusOrder
        .filter(status => counts.get(status))
        .map(status => {
          const content = (
            <>
              <span className={classes.number}>
                {formatCount(counts.get(status)!)}
              </span>{' '}
              <StatusLabel status={status} />
            </>
          );
          return (
            <li key={status}>
              {linked ? (
                <Link
                  className={classes.item}
                  to={linkTo({ tab: 'tree', statuses: status })}
                >
                  {content}
                </Link>
              ) : (
                <span className={classes.item}>{content}</span>
              )}
            </li>
          );
        })}
    </ul>
  );
};
