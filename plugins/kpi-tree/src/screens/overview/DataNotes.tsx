import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { useFormat } from '../../parts/format';
import { countStatuses, StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    listStyle: 'none',
    color: theme.palette.textSubtle,
    '& > li + li': { marginTop: theme.spacing(0.5) },
  },
}));

/** What the score of a tree does not show: what is missing, and what is old. */
export const DataNotes = ({ root }: { root: ScorecardNode }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const stale = countStatuses(root).get('stale') ?? 0;
  const notes: { status: Status; statuses: string; text: string }[] = [
    ...(root.coverage < 1
      ? [
          {
            status: 'no-data' as const,
            statuses: 'incomplete,no-data,no-target,stale',
            text: t('overview.notMeasured', {
              share: formatShare(1 - root.coverage),
            }),
          },
        ]
      : []),
    ...(stale
      ? [
          {
            status: 'stale' as const,
            statuses: 'stale',
            text: t('overview.staleKpis', { count: stale }),
          },
        ]
      : []),
  ];
  const linkTo = useSearchLink();
  return notes.length ? (
    <ul className={classes.root}>
      {notes.map(({ status, statuses, text }) => (
        <li key={status}>
          <StatusIcon status={status} /> {text}{' '}
          <Link underline="always" to={linkTo({ tab: 'tree', statuses })}>
            {t('overview.showThem')}
          </Link>
        </li>
      ))}
    </ul>
  ) : null;
};
