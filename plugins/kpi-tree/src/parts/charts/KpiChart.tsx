import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useFormat } from '../format';
import { StatusLabel } from '../status';
import { kpiTreeTranslationRef } from '../../texts';
import { NodeTrend } from '../trend';
import { useChartStyles } from './chartStyle';
import { KpiChartPicture, PICTURE_HEIGHT } from './KpiChartPicture';
import { Seen } from './Seen';
import { useKpiChartLabel } from './useKpiChartLabel';

/** How high a {@link KpiChart} is, for a skeleton of its shape. */
export const KPI_CHART_HEIGHT = 172;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: 2,
    width: '100%',
    minWidth: 0,
    height: KPI_CHART_HEIGHT,
    boxSizing: 'border-box',
    position: 'relative',
    padding: theme.spacing(1.25, 1.5, 1),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    font: 'inherit',
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.35,
    textAlign: 'left',
  },
  label: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  content: { display: 'contents' },
  button: {
    cursor: 'pointer',
    '&:hover': { backgroundColor: theme.palette.action.hover },
  },
  title: {
    fontWeight: 600,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
  },
  line: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  value: {
    fontSize: '1.25rem',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
  },
  picture: {
    display: 'block',
    flex: 'none',
    height: PICTURE_HEIGHT,
    margin: theme.spacing(0.5, 0),
  },
  small: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis' },
}));

type KpiChartProps = {
  node: KpiScorecardNode;
  /** Makes it a button that opens the KPI. */
  onOpen?: (node: KpiScorecardNode) => void;
};

/**
 * A KPI as one of many small charts: what it is, its state, whether it
 * improves, and its last 24 periods. As high as the others and as wide as its place.
 * What is read of it says all that is seen.
 */
export const KpiChart = ({ node, onOpen }: KpiChartProps) => {
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const label = useKpiChartLabel(node);
  const content = <Content node={node} />;
  return onOpen ? (
    <button
      type="button"
      className={classNames(classes.root, classes.button, focusRing)}
      onClick={() => onOpen(node)}
    >
      {/* Says in order what is shown in pieces, with the same words */}
      <span className={classes.label}>{label}</span>
      <span className={classes.content} aria-hidden>
        {content}
      </span>
    </button>
  ) : (
    <div className={classes.root} role="img" aria-label={label}>
      {content}
    </div>
  );
};

function Content({ node }: { node: KpiScorecardNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatMeasured, formatPeriod } = useFormat();
  const { value, unit, direction, target } = node;
  const period = formatPeriod(node.period, node.periodType);
  return (
    <>
      <span className={classes.title} title={node.title}>
        {node.title}
      </span>
      <span className={classes.line}>
        <span className={classes.value}>
          {value === null
            ? t('chart.kpiNoValue')
            : formatMeasured(value, unit, node.relativeError)}
        </span>
        <StatusLabel status={node.status} />
      </span>
      {node.provisional || node.spark.some(([, known]) => known !== null) ? (
        <span className={classes.picture}>
          <Seen height={PICTURE_HEIGHT}>
            <KpiChartPicture node={node} />
          </Seen>
        </span>
      ) : (
        <span className={classNames(classes.picture, classes.small)}>
          {t('chart.kpiNeverMeasured')}
        </span>
      )}
      <span className={classNames(classes.line, classes.small)}>
        <span className={classes.cut}>
          {target === null
            ? t('chart.kpiNoTarget')
            : t('chart.kpiTarget', {
                bound: formatBound(target, direction, unit),
              })}
        </span>
        <span>
          {node.status === 'stale' ? t('chart.kpiLastIn', { period }) : period}
        </span>
      </span>
      <span className={classNames(classes.line, classes.small)}>
        <NodeTrend node={node} />
      </span>
    </>
  );
}
