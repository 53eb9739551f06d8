import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  OwnedPage,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { OwnerPicker } from '../../parts/owners/OwnerPicker';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { StatusToggles } from './StatusToggles';
import type { Me } from '../../queries/useMe';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 2),
  },
  owner: { flex: '0 1 300px', minWidth: 200 },
  statuses: { flex: '1 1 300px' },
}));

type OwnedFiltersProps = {
  me: Me | undefined;
  owner: string | undefined;
  counts: OwnedPage['counts'];
  statuses: Status[];
  byService: boolean;
};

/** Whose KPIs are listed, which of them, and how they are grouped. */
export const MineFilters = (props: OwnedFiltersProps) => {
  const { me, owner, counts, statuses, byService } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { update } = useKpiTreeParams();
  return (
    <div className={classes.root}>
      <div className={classes.owner}>
        <OwnerPicker
          me={me}
          value={owner}
          label={t('mine.owner')}
          noOwner={t('mine.ownerMine')}
          onChange={next => update({ owner: next }, { push: true })}
        />
      </div>
      <div className={classes.statuses}>
        <StatusToggles
          counts={counts}
          value={statuses}
          onChange={next => update({ statuses: next.join(',') })}
        />
      </div>
      <SegmentedControl
        label={t('mine.groupBy')}
        value={byService ? 'service' : 'status'}
        options={[
          { value: 'status', label: t('mine.byStatus') },
          { value: 'service', label: t('mine.byService') },
        ]}
        onChange={next =>
          update({ group: next === 'service' ? next : undefined })
        }
      />
    </div>
  );
};
