import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import { statusColor } from '../status';
import { boundValues } from './boundValues';

const PERIODS = 24;
const WIDTH = 116;
const HEIGHT = 28;
const PAD = 3;

const useStyles = makeStyles({
  root: { display: 'block', overflow: 'visible' },
});

/**
 * The last 24 periods of a KPI as a line with its gaps, and its target. It is
 * hidden from screen readers: the drawer has the same numbers as a table.
 */
export const Sparkline = ({ node }: { node: KpiScorecardNode }) => {
  const classes = useStyles();
  const theme = useTheme();
  const spark = node.spark.slice(-PERIODS);
  const values = spark.map(([, value]) => value);
  const known = values.filter((v): v is number => v !== null);
  if (!known.length) {
    return null;
  }
  const targets = boundValues(node.target);
  const low = Math.min(...known, ...targets);
  const high = Math.max(...known, ...targets);
  const x = scaleLinear<number>({
    // A short history ends where a long one does: at the right
    domain: [spark.length - PERIODS, spark.length - 1],
    range: [PAD, WIDTH - PAD],
  });
  const y = scaleLinear<number>({
    domain: low === high ? [low - 1, high + 1] : [low, high],
    range: [HEIGHT - PAD, PAD],
  });
  const alone = (index: number) =>
    (values[index - 1] ?? null) === null &&
    (values[index + 1] ?? null) === null;
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
          stroke={statusColor(theme, 'on-target')}
          strokeDasharray="3 3"
        />
      ))}
      <LinePath
        data={values}
        x={(_, index) => x(index)}
        y={value => y(value ?? 0)}
        defined={value => value !== null}
        stroke={theme.palette.textSubtle}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {values.map((value, index) => {
        const last = index === values.length - 1;
        return value !== null && (last || alone(index)) ? (
          <circle
            key={spark[index][0]}
            cx={x(index)}
            cy={y(value)}
            r={last ? 2.5 : 1.5}
            fill={
              last ? statusColor(theme, node.status) : theme.palette.textSubtle
            }
          />
        ) : null;
      })}
    </svg>
  );
};
