import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink, entityRouteRef } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { OwnedKpi } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Sparkline } from '../../parts/charts/Sparkline';
import { useFormat } from '../../parts/format';
import { IncompleteMark } from '../../parts/quality/IncompleteMark';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { TrendLabel } from '../../parts/trend';
import type { Me } from '../../queries/useMe';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns:
      'minmax(0, 2.6fr) minmax(0, 2fr) minmax(0, 2fr) 124px minmax(0, 1.6fr)',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr) 124px',
    },
  },
  // Links below each other are as far apart as a finger needs
  names: { '& a': { display: 'inline-block', lineHeight: '24px' } },
  kpi: { fontWeight: 600 },
  value: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  subtle: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.caption.fontSize,
  },
  states: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
  },
}));

type OwnedRowProps = {
  item: OwnedKpi;
  me: Me | undefined;
  /** Whether it stands below its service, which it need not name. */
  isGrouped: boolean;
};

/** A KPI of a service: its state, its history, and who owns it. */
export const OwnedRow = ({ item, me, isGrouped }: OwnedRowProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatPeriod, formatValue } = useFormat();
  const linkOf = useOwnedLink();
  const { value, unit, target, direction, status, trend } = item;
  const isOld = status === 'stale';
  return (
    <li className={classes.root}>
      <div className={classes.names}>
        <Link to={linkOf(item)} className={classes.kpi}>
          {item.title}
        </Link>
        {!isGrouped && (
          <div className={classes.subtle}>
            <EntityRefLink
              entityRef={item.entityRef}
              title={item.entityTitle}
              hideIcon
            />
          </div>
        )}
      </div>
      <div>
        <span className={value === null ? classes.subtle : classes.value}>
          {value === null ? t('mine.noValue') : formatValue(value, unit)}
        </span>
        <IncompleteMark rejectedRows={item.rejectedRows} known={item.known} />{' '}
        <span className={classes.subtle}>
          {target !== null && formatBound(target, direction, unit)}{' '}
          {value !== null &&
            t('mine.inPeriod', {
              period: formatPeriod(item.period, item.periodType),
            })}
        </span>
      </div>
      <div className={classes.states}>
        <StatusLabel status={status} />
        {trend !== 'unknown' && value !== null && !isOld && (
          <TrendLabel trend={trend} />
        )}
        {item.weight === 0 && (
          <span className={classes.subtle}>{t('status.information')}</span>
        )}
      </div>
      <div>
        <Sparkline node={item} />
      </div>
      <div className={classes.subtle}>
        {item.owner === me?.user ? (
          t('mine.me')
        ) : (
          <EntityRefLink entityRef={item.owner} defaultKind="group" hideIcon />
        )}
      </div>
    </li>
  );
};

/** The address at which a KPI is opened: the tab of its service. */
function useOwnedLink() {
  const entityRoute = useRouteRef(entityRouteRef);
  return ({ entityRef, tree, node }: OwnedKpi) =>
    `${entityRoute(parseEntityRef(entityRef))}/kpi-tree?${new URLSearchParams({
      tree,
      kpi: node,
    })}`;
}
