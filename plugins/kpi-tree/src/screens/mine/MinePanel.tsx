import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { OwnedPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { NothingOwned } from './NothingOwned';
import { MineFilters } from './MineFilters';
import { OwnedGroups } from './OwnedGroups';
import { MineSkeleton } from './MineSkeleton';
import { useMe } from '../../queries/useMe';
import { useOwned } from '../../queries/useOwned';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  note: { margin: 0, color: theme.palette.textSubtle },
}));

/** The KPIs that the user or her groups, or another owner, answer for. */
export const MinePanel = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const { params, update } = useKpiTreeParams();
  const { scope, asOf, filters } = useView();
  const me = useMe();
  // The quality report knows findings that nobody owns; there is no such KPI here
  const owner = params.owner === 'none' ? undefined : params.owner;
  const { statuses } = filters;
  const owned = useOwned({ scope, owner, statuses });
  const { items, page, loading, error, more } = owned;
  const counts: OwnedPage['counts'] = page?.counts ?? {};
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byService = params.group === 'service';
  const isEmpty = page !== undefined && !loading && !items.length;

  return (
    <div className={classes.root} aria-busy={loading}>
      <MineFilters
        me={me}
        owner={owner}
        counts={counts}
        statuses={statuses}
        byService={byService}
      />
      {asOf && <p className={classes.note}>{t('mine.now')}</p>}
      {isEmpty && all > 0 && (
        <div>
          <p className={classes.note}>{t('mine.noneOfStatus')}</p>
          <Button
            size="small"
            color="primary"
            onClick={() => update({ statuses: undefined })}
          >
            {t('mine.showAll')}
          </Button>
        </div>
      )}
      {isEmpty && all === 0 && <NothingOwned me={me} owner={owner} />}
      <OwnedGroups
        items={items}
        counts={counts}
        me={me}
        byService={byService}
      />
      {loading && <MineSkeleton />}
      {error && !loading && (
        <LoadError title={t('mine.loadError')} error={error} onRetry={more} />
      )}
      {page?.nextCursor && !loading && !error && (
        <div>
          <Button size="small" color="primary" onClick={more}>
            {t('mine.more', { total: formatCount(page.totalItems) })}
          </Button>
        </div>
      )}
    </div>
  );
};
