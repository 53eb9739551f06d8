import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnedPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { makeStyles } from '@material-ui/core/styles';
import { LoadError } from '../../parts/notices/LoadError';
import { useFormat } from '../../parts/format';
import { rootRouteRef } from '../../parts/links/routes';
import { useOwnWorst } from '../../queries/useOwned';
import { StatusLabel, statusOrder } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { KpiLine } from './KpiLine';
import { WidgetSkeleton } from './WidgetSkeleton';

const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  root: {
    color: theme.palette.text.primary,
    fontSize: theme.typography.body2.fontSize,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2.5),
    marginBottom: theme.spacing(1),
    '& > li': { display: 'inline-flex', gap: theme.spacing(0.75) },
  },
  number: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  all: { display: 'inline-block', marginTop: theme.spacing(1) },
}));

/** What the user answers for: how many KPIs stand how, and the worst of them. */
export const OwnedWidget = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useOwnWorst(SHOWN);
  if (loading) {
    return <WidgetSkeleton label={t('home.ownedLoading')} />;
  }
  return error || !value ? (
    <LoadError
      title={t('home.ownedError')}
      error={error ?? new Error()}
      onRetry={retry}
    />
  ) : (
    <Owned page={value} />
  );
};

function Owned({ page }: { page: OwnedPage }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const portalPage = useRouteRef(rootRouteRef);
  if (!page.totalItems) {
    return (
      <div className={classes.root}>
        <strong>{t('home.ownedNone')}</strong>
        <div>{t('home.ownedNoneHint')}</div>
      </div>
    );
  }
  return (
    <div className={classes.root}>
      <ul
        className={`${classes.list} ${classes.counts}`}
        aria-label={t('home.ownedCounts')}
      >
        {statusOrder.map(status => {
          const count = page.counts[status];
          return count ? (
            <li key={status}>
              <span className={classes.number}>{formatCount(count)}</span>
              <StatusLabel status={status} />
            </li>
          ) : null;
        })}
      </ul>
      <ul className={classes.list} aria-label={t('home.ownedWorst')}>
        {page.items.slice(0, SHOWN).map(item => (
          <KpiLine
            key={`${item.entityRef} ${item.tree} ${item.node}`}
            item={item}
          />
        ))}
      </ul>
      {portalPage && (
        <Link to={`${portalPage()}?tab=mine`} className={classes.all}>
          {t('home.ownedAll', { count: page.totalItems })}
        </Link>
      )}
    </div>
  );
}
