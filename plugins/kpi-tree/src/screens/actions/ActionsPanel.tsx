import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { ActionDialog } from '../../parts/actions/ActionDialog';
import { useFormat } from '../../parts/format';
import { LoadError } from '../../parts/notices/LoadError';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useToday } from '../../parts/view/useToday';
import { useView } from '../../parts/view/useView';
import { useActions } from '../../queries/useActions';
import { useMe } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';
import { ActionFilters } from './ActionFilters';
import { ActionGroups } from './ActionGroups';
import { filterOf, isNarrowed, queryOf } from './actionQuery';
import { NoActions } from './NoActions';

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

/** What is done to improve KPIs, by whom, until when, and what it came to. */
export const ActionsPanel = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const { params, update } = useKpiTreeParams();
  const view = useView();
  const me = useMe();
  const today = useToday();
  const [edited, setEdited] = useState<ActionView>();
  const { value: scorecard } = useScorecardOfView(view.scope);
  const tree =
    scorecard?.trees.find(({ name }) => name === view.tree) ??
    scorecard?.trees.at(0);
  const filter = filterOf(params);
  const treeName = view.tree ?? tree?.name;
  const query = queryOf(filter, view, treeName, me);
  const { items, page, loading, error, more } = useActions(query);
  const isEmpty = page !== undefined && !loading && !items.length;
  const isAdding = params.action === 'new' && page?.mayAdd === true;
  const close = () => {
    setEdited(undefined);
    if (isAdding) {
      update({ action: undefined });
    }
  };
  return (
    <div className={classes.root} aria-busy={loading}>
      <ActionFilters me={me} filter={filter} root={tree?.root} />
      {view.asOf && <p className={classes.note}>{t('action.now')}</p>}
      {isEmpty && (
        <NoActions
          isNarrowed={isNarrowed(filter)}
          onShowAll={() =>
            update({
              show: 'all',
              effect: undefined,
              owner: undefined,
              node: undefined,
            })
          }
        />
      )}
      <ActionGroups
        items={items}
        by={filter.group}
        today={today}
        onEdit={setEdited}
      />
      {loading && !items.length && (
        <div role="status" aria-label={t('action.loading')}>
          {[0, 1, 2].map(row => (
            <Skeleton key={row} height={72} />
          ))}
        </div>
      )}
      {error && !loading && (
        <LoadError title={t('action.loadError')} error={error} onRetry={more} />
      )}
      {page?.nextCursor && !error && (
        <div>
          <Button
            size="small"
            color="primary"
            disabled={loading}
            onClick={more}
          >
            {t('action.more', { total: formatCount(page.total) })}
          </Button>
        </div>
      )}
      {page?.mayAdd && (
        <div>
          <Button
            size="small"
            color="primary"
            onClick={() => update({ action: 'new' })}
          >
            {t('action.add')}
          </Button>
        </div>
      )}
      {edited && (
        <ActionDialog
          subject={edited}
          subjectTitle={edited.subjectTitle}
          action={edited}
          unit={edited.unit}
          today={today}
          onClose={close}
        />
      )}
      {isAdding && filter.node && treeName && (
        <ActionDialog
          subject={{ scope: view.scope, tree: treeName, node: filter.node }}
          subjectTitle={filter.node}
          owner={me?.user}
          today={today}
          onClose={close}
        />
      )}
    </div>
  );
};
