import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor } from '../status';
import { boundValues } from './boundValues';
import { chartColors, chartSizes, dashes } from './chartStyle';
import { dotsPath, extent, linear, linePath } from './plot';

const PERIODS = 24;
const { sparkWidth: WIDTH, sparkHeight: HEIGHT } = chartSizes;
const PAD = 3;

const useStyles = makeStyles({
  root: { display: 'block', overflow: 'visible' },
});

type SparklineProps = {
  node: Pick<KpiScorecardNode, 'spark' | 'target' | 'status'>;
  /** From where to where it goes; as far as its values do if not given. */
  domain?: [number, number];
};

/**
 * The last 24 periods of a KPI as a line with its gaps, and its target. It is
 * hidden from screen readers: the drawer has the same numbers as a table.
 */
export const Sparkline = ({ node, domain }: SparklineProps) => {
  const classes = useStyles();
  const theme = useTheme();
  const colors = chartColors(theme);
  const spark = node.spark.slice(-PERIODS);
  const known = spark.flatMap(([, value]) => value ?? []);
  if (!known.length) {
    return null;
  }
  const targets = boundValues(node.target);
  // A short history ends where a long one does: at the right
  const x = linear(
    [spark.length - PERIODS, spark.length - 1],
    [PAD, WIDTH - PAD],
  );
  const y = linear(domain ?? extent([...known, ...targets]), [
    HEIGHT - PAD,
    PAD,
  ]);
  const last = spark[spark.length - 1][1];
  const places = spark.map(([, value], index) =>
    value === null ? null : { x: x(index), y: y(value) },
  );
  const line = {
    fill: 'none',
    stroke: colors.quiet,
    strokeLinejoin: 'round',
    strokeLinecap: 'round',
  } as const;
  return (
    <svg
      className={classes.root}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
      focusable="false"
    >
      {targets.map(target => (
        <line
          key={target}
          x1={0}
          x2={WIDTH}
          y1={y(target)}
          y2={y(target)}
          stroke={colors.target}
          strokeDasharray={dashes.smallTarget}
        />
      ))}
      <path
        data-testid="spark"
        d={linePath(places)}
        {...line}
        strokeWidth={chartSizes.line}
      />
      <path d={dotsPath(places)} {...line} strokeWidth={3} />
      {last !== null && (
        <circle
          cx={x(spark.length - 1)}
          cy={y(last)}
          r={2.5}
          fill={statusColor(theme, node.status)}
        />
      )}
    </svg>
  );
};
