import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type {
  OwnedKpi,
  OwnedPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { OwnedRow } from './OwnedRow';
import type { Me } from '../../queries/useMe';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  title: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  count: {
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 400,
    color: theme.palette.textSubtle,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
}));

type OwnedGroupsProps = {
  /** In order of need. */
  items: OwnedKpi[];
  /** How many there are of each status, with those that are not loaded yet. */
  counts: OwnedPage['counts'];
  me: Me | undefined;
  byService: boolean;
};

/**
 * KPIs by how they stand, or by the service that they are of: the service of the most
 * urgent first.
 */
export const OwnedGroups = (props: OwnedGroupsProps) => {
  const { items, counts, me, byService } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <>
      {groupsOf(items, byService).map(group => {
        const [{ entityRef, entityTitle, status }] = group;
        return (
          <Paper
            key={byService ? entityRef : status}
            className={classes.root}
            component="section"
          >
            <h2 className={classes.title}>
              {byService ? (
                <EntityRefLink
                  entityRef={entityRef}
                  title={entityTitle}
                  hideIcon
                />
              ) : (
                <StatusLabel status={status} />
              )}{' '}
              <span className={classes.count}>
                {t('mine.count', {
                  count: (!byService && counts[status]) || group.length,
                })}
              </span>
            </h2>
            <ul
              className={classes.list}
              aria-label={t('mine.list', {
                group: byService ? entityTitle : t(`status.${status}`),
              })}
            >
              {group.map(item => (
                <OwnedRow
                  key={`${item.entityRef} ${item.kpi} ${item.owner}`}
                  item={item}
                  me={me}
                  isGrouped={byService}
                />
              ))}
            </ul>
          </Paper>
        );
      })}
    </>
  );
};

function groupsOf(items: OwnedKpi[], byService: boolean): OwnedKpi[][] {
  const groups = new Map<string, OwnedKpi[]>();
  for (const item of items) {
    const key = byService ? item.entityRef : item.status;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
