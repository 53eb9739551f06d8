import { makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  Breakdown,
  BreakdownValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { chartColors, chartSizes } from '../charts/chartStyle';
import { dotsPath, extent, linear, linePath } from '../charts/plot';
import { useFormat } from '../format';
import { useClassTitle } from './useClassTitle';

const WIDTH = 160;
const HEIGHT = 44;
const PAD = 3;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(1.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    fontSize: theme.typography.body2.fontSize,
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  value: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  picture: { display: 'block', width: '100%', height: HEIGHT },
  share: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type SmallMultiplesProps = { label: string; answer: Breakdown };

/** A small history of each class, all with one scale, and the whole in each for comparison. */
export const SmallMultiples = ({ label, answer }: SmallMultiplesProps) => {
  const styles = useStyles();
  const titleOf = useClassTitle();
  const { formatPeriod, formatShare, formatValue } = useFormat();
  const { periods, classes, change, periodType, unit } = answer;
  // The running period is not over
  const { period } = change.after;
  const at = periods.findIndex(one => one.period === period);
  const numbers = [periods, ...classes.map(({ values }) => values)]
    .flat()
    .flatMap(one => one?.value ?? []);
  const domain = extent(numbers.length ? [...numbers, 0] : [0, 1]);
  return (
    <ul className={styles.root} aria-label={label}>
      {classes.map(one => {
        const value = one.values[at]?.value;
        return (
          <li key={`${one.kind} ${one.name}`}>
            <div className={styles.head}>
              <span className={styles.name}>{titleOf(one)}</span>
              <span className={styles.value}>
                {formatPeriod(period, periodType)}:{' '}
                {typeof value === 'number' ? formatValue(value, unit) : '–'}
              </span>
            </div>
            <Lines domain={domain} whole={periods} values={one.values} />
            {one.share !== null && (
              <div className={styles.share}>{formatShare(one.share)}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
};

type LinesProps = {
  domain: [number, number];
  whole: BreakdownValue[];
  values: (BreakdownValue | null)[];
};

function Lines({ domain, whole, values }: LinesProps) {
  const styles = useStyles();
  const colors = chartColors(useTheme());
  const x = linear([0, Math.max(1, values.length - 1)], [PAD, WIDTH - PAD]);
  const y = linear(domain, [HEIGHT - PAD, PAD]);
  const placesOf = (of: (BreakdownValue | null)[]) =>
    of.map((one, index) =>
      typeof one?.value === 'number' ? { x: x(index), y: y(one.value) } : null,
    );
  const line = {
    fill: 'none',
    strokeLinejoin: 'round',
    strokeLinecap: 'round',
    vectorEffect: 'non-scaling-stroke',
  } as const;
  const places = placesOf(values);
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      <path
        d={linePath(placesOf(whole))}
        {...line}
        stroke={colors.grid}
        strokeWidth={2}
      />
      <path
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
  );
}
