import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  KpiScorecardNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useFormat } from '../format';
import { attentionList, kpisOf, StatusIcon, StatusLabel } from '../status';
import { NodeTrend } from '../trend';
import { kpiTreeTranslationRef } from '../../texts';

const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:last-child': { borderBottom: 0 },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
  },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  value: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  small: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  owner: { marginLeft: 'auto', textAlign: 'right' },
  trend: { marginLeft: theme.spacing(1.5) },
  calm: { display: 'flex', alignItems: 'center', gap: 8, margin: 0 },
}));

type AttentionListProps = {
  root: ScorecardNode;
  linkTo: (kpi: string) => string;
  /** How many are shown. */
  limit?: number;
};

/** The KPIs that need attention most, and who is on them. */
export const AttentionList = ({
  root,
  linkTo,
  limit = SHOWN,
}: AttentionListProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const urgent = attentionList(root).slice(0, limit);
  if (!urgent.length) {
    return (
      <p className={classes.calm}>
        {kpisOf(root).length ? (
          <>
            <StatusIcon status="on-target" />
            {t('card.calm')}
          </>
        ) : (
          t('card.nothingMeasured')
        )}
      </p>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('card.attentionList')}>
      {urgent.map(node => (
        <AttentionItem key={node.id} node={node} linkTo={linkTo} />
      ))}
    </ul>
  );
};

function AttentionItem({
  node,
  linkTo,
}: {
  node: KpiScorecardNode;
  linkTo: AttentionListProps['linkTo'];
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatMeasured, formatPeriod } = useFormat();
  const classes = useStyles();
  const { value, unit, target, direction } = node;
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <Link to={linkTo(node.kpi)} className={classes.title}>
          {node.title}
        </Link>
        <span className={classes.value}>
          {value !== null && formatMeasured(value, unit, node.relativeError)}{' '}
          <span className={classes.small}>
            {node.status === 'stale'
              ? t('card.inPeriod', {
                  period: formatPeriod(node.period, node.periodType),
                })
              : target !== null && formatBound(target, direction, unit)}
          </span>
        </span>
      </div>
      <div className={classes.line}>
        <span className={classes.small}>
          <StatusLabel status={node.status} />
          <span className={classes.trend}>
            <NodeTrend node={node} />
          </span>
        </span>
        {node.owner && (
          <span className={classNames(classes.small, classes.owner)}>
            <EntityRefLink
              entityRef={node.owner}
              defaultKind="group"
              hideIcon
            />
          </span>
        )}
      </div>
    </li>
  );
}
