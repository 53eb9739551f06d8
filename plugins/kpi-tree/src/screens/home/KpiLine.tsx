import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { OwnedKpi } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat } from '../../parts/format';
import { IncompleteMark } from '../../parts/quality/IncompleteMark';
import { StatusLabel } from '../../parts/status';
import { TrendLabel } from '../../parts/trend';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  of: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.caption.fontSize,
  },
  name: { flex: '1 1 12em' },
  state: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
  },
  value: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
}));

type KpiLineProps = {
  item: Pick<
    OwnedKpi,
    | 'entityRef'
    | 'entityTitle'
    | 'title'
    | 'value'
    | 'known'
    | 'rejectedRows'
    | 'unit'
    | 'status'
    | 'trend'
    | 'tree'
    | 'node'
  >;
};

/** A KPI of an entity in one line, which leads to it. */
export const KpiLine = ({ item }: KpiLineProps) => {
  const classes = useStyles();
  const { formatValue } = useFormat();
  const entityRoute = useRouteRef(entityRouteRef);
  const { tree, node, value, trend } = item;
  const to = `${entityRoute(
    parseEntityRef(item.entityRef),
  )}/kpi-tree?${new URLSearchParams({ tree, kpi: node })}`;
  return (
    <li className={classes.root}>
      <span className={classes.name}>
        <Link to={to}>{item.title}</Link>
        <div className={classes.of}>{item.entityTitle}</div>
      </span>
      <span className={classes.state}>
        {value !== null && (
          <span>
            <span className={classes.value}>
              {formatValue(value, item.unit)}
            </span>
            <IncompleteMark
              rejectedRows={item.rejectedRows}
              known={item.known}
            />
          </span>
        )}
        <StatusLabel status={item.status} />
        {(trend === 'improving' || trend === 'worsening') && (
          <TrendLabel trend={trend} />
        )}
      </span>
    </li>
  );
};
