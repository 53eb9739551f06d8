import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor, StatusGlyph } from '../status';
import { boundsOfSpark } from './boundsOfSpark';
import { stepPath, stepsOf, zonesOf } from './boundSteps';
import { boundValues } from './boundValues';
import { chartColors, chartSizes, dashes } from './chartStyle';
import { dotsPath, extent, linear, linePath } from './plot';

export const PICTURE_HEIGHT = 64;
const PERIODS = 24;
/** Room for half a mark above and below the line. */
const PAD = 6;

const useStyles = makeStyles({
  root: { display: 'block', width: '100%', overflow: 'visible' },
  lines: { overflow: 'visible', '& path': { fill: 'none' } },
  zone: { stroke: 'none' },
});

type KpiChartPictureProps = { node: KpiScorecardNode };

/**
 * The last 24 periods of a KPI: the values with their gaps, the target as it held,
 * the band to the threshold, the current period as the shape of its status and the
 * running one hollow. It stretches to its width without being measured: lines keep
 * their width, and shapes stand at a percentage of it.
 */
export const KpiChartPicture = ({ node }: KpiChartPictureProps) => {
  const classes = useStyles();
  const theme = useTheme();
  const colors = chartColors(theme);
  const spark = node.spark.slice(-PERIODS);
  const { provisional } = node;
  // A short history ends where a long one does: at the right
  const empty = PERIODS - spark.length;
  const width = PERIODS + (provisional ? 1 : 0);
  const bounds = boundsOfSpark(node, spark);
  const known = spark.flatMap(([, value]) => value ?? []);
  const y = linear(
    domainOf([
      ...known,
      ...(provisional ? [provisional.value] : []),
      ...bounds.flatMap(({ target, threshold }) => [
        ...boundValues(target),
        ...boundValues(threshold),
      ]),
    ]),
    [PICTURE_HEIGHT - PAD, PAD],
  );
  const middle = (index: number) => empty + index + 0.5;
  const places = spark.map(([, value], index) =>
    value === null ? null : { x: middle(index), y: y(value) },
  );
  const line = {
    vectorEffect: 'non-scaling-stroke',
    strokeLinejoin: 'round',
    strokeLinecap: 'round',
  } as const;
  const bound = (which: 'target' | 'threshold', end: 0 | 1) => (
    <path
      key={`${which}${end}`}
      data-testid={end === 0 ? which : undefined}
      d={stepPath(
        stepsOf(bounds, which, end),
        border => (border === spark.length ? width : empty + border),
        y,
      )}
      {...line}
      stroke={colors[which]}
      strokeDasharray={which === 'target' ? undefined : dashes.threshold}
    />
  );
  const last = places[places.length - 1];
  const share = (at: number) => `${(100 * at) / width}%`;
  return (
    <svg
      className={classes.root}
      height={PICTURE_HEIGHT}
      aria-hidden
      focusable="false"
      data-testid="kpi-chart"
    >
      <svg
        className={classes.lines}
        viewBox={`0 0 ${width} ${PICTURE_HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={PICTURE_HEIGHT}
      >
        {zonesOf(bounds).map(({ from, to, low, high }) => (
          <rect
            key={`${from} ${low}`}
            className={classes.zone}
            x={empty + from}
            width={(to === spark.length ? width - empty : to) - from}
            y={y(high)}
            height={y(low) - y(high)}
            fill={colors.atRisk}
            fillOpacity={colors.atRiskOpacity}
          />
        ))}
        {([0, 1] as const).flatMap(end => [
          bound('threshold', end),
          bound('target', end),
        ])}
        <path
          data-testid="values"
          d={linePath(places)}
          {...line}
          stroke={colors.value}
          strokeWidth={chartSizes.line}
        />
        <path
          d={dotsPath(places)}
          {...line}
          stroke={colors.value}
          strokeWidth={3}
        />
      </svg>
      {last && (
        <svg x={share(last.x)} y={last.y} overflow="visible">
          <g
            data-testid="current"
            transform="scale(0.8)"
            style={{ color: statusColor(theme, node.status) }}
          >
            <StatusGlyph status={node.status} />
          </g>
        </svg>
      )}
      {provisional && (
        <circle
          data-testid="provisional"
          cx={share(width - 0.5)}
          cy={y(provisional.value)}
          r={3.5}
          fill={colors.surface}
          stroke={colors.value}
          strokeWidth={chartSizes.line}
        />
      )}
    </svg>
  );
};

/** From zero where that still lets the differences be seen. */
function domainOf(values: number[]): [number, number] {
  if (!values.length) {
    return [0, 1];
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low >= 0 && low <= high * 0.6 && high > 0 ? [0, high] : extent(values);
}
