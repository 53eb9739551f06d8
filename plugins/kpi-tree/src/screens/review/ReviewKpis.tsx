import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ActionView,
  KpiScorecardNode,
  ReviewView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Sparkline } from '../../parts/charts/Sparkline';
import { useFormat } from '../../parts/format';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { attentionList, StatusLabel } from '../../parts/status';
import { NodeTrend } from '../../parts/trend';
import { kpiTreeTranslationRef } from '../../texts';
import { ReviewActions } from './ReviewActions';
import { ReviewSection } from './ReviewSection';
import { SaidOfKpi } from './SaidOfKpi';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '@media print': { breakInside: 'avoid-page' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
  title: { flex: '1 1 14em', fontWeight: 600, overflowWrap: 'anywhere' },
  value: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  small: { color: theme.palette.textSubtle },
  trend: { marginLeft: theme.spacing(1.5) },
  none: { margin: theme.spacing(0.5, 0, 0), color: theme.palette.textSubtle },
}));

/** The KPIs that need attention, worst first, with what is done about each. */
export const ReviewKpis = ({ review }: { review: ReviewView }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { scorecard, actions } = review.content;
  const root = scorecard.trees[0]?.root;
  const urgent = root ? attentionList(root) : [];
  const shown = new Set(urgent.map(({ kpi }) => kpi));
  const others = actions.items.filter(
    ({ kpi }) => kpi === undefined || !shown.has(kpi),
  );
  return (
    <>
      <ReviewSection title={t('review.offTarget')}>
        {urgent.length ? (
          <ul className={classes.list}>
            {urgent.map(node => (
              <Item
                key={node.id}
                node={node}
                review={review}
                actions={actions.items.filter(({ kpi }) => kpi === node.kpi)}
              />
            ))}
          </ul>
        ) : (
          t('review.calm')
        )}
      </ReviewSection>
      {others.length > 0 && (
        <ReviewSection title={t('review.otherActions')}>
          <ReviewActions
            label={t('review.otherActions')}
            actions={others}
            scope={review.scope}
            named
          />
        </ReviewSection>
      )}
    </>
  );
};

function Item({
  node,
  review,
  actions,
}: {
  node: KpiScorecardNode;
  review: ReviewView;
  actions: ActionView[];
}) {
  const { scope, asOf } = review;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const linkTo = useSearchLink();
  const { formatBound, formatMeasured } = useFormat();
  const { value, unit, target, direction, title, kpi } = node;
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <Link
          to={linkTo({ tab: 'tree', review: undefined, kpi, asOf })}
          className={classes.title}
        >
          {title}
        </Link>
        <Sparkline node={node} />
        <span className={classes.value}>
          {value !== null && formatMeasured(value, unit, node.relativeError)}{' '}
          <span className={classes.small}>
            {target !== null && formatBound(target, direction, unit)}
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
          <EntityRefLink entityRef={node.owner} defaultKind="group" hideIcon />
        )}
      </div>
      <SaidOfKpi node={node} review={review} />
      {actions.length > 0 ? (
        <ReviewActions
          label={t('review.actions', { kpi: title })}
          actions={actions}
          scope={scope}
        />
      ) : (
        <p className={classes.none}>{t('review.nobodyActs')}</p>
      )}
    </li>
  );
}
