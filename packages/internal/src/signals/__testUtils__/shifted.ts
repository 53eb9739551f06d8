import {
  type Months,
  nearlyConstant,
  rareCounts,
  shares,
  type Shift,
  steadyProcesses,
  trendOf,
} from './steady';

/** Months before the process shifts; the chart of the first month after is of the last 24. */
export const BEFORE = 24;

const PERIODS = 12;

type ShiftedProcess = {
  /** A history that is shifted by the size as it says, or goes to the size. */
  months: (count: number, size: number) => Months;
  expected: 'improving' | 'worsening';
};

const since =
  (before: number, after: number): Shift =>
  index =>
    index < BEFORE ? before : after;

const plain = (
  process: (count: number) => number[],
  apply: (value: number, size: number) => number,
  expected: ShiftedProcess['expected'] = 'improving',
): ShiftedProcess => ({
  months: (count, size) => ({
    values: process(count).map((value, index) =>
      index < BEFORE ? value : apply(value, size),
    ),
    unit: 'h',
  }),
  expected,
});

/** Processes that shift after 24 months, by the name that the documentation has. */
export const shiftedProcesses: Record<string, ShiftedProcess> = {
  normal: plain(steadyProcesses.normal, (value, size) => value + size),
  exponential: plain(
    steadyProcesses.exponential,
    (value, size) => value * size,
  ),
  lognormal: plain(steadyProcesses.lognormal, (value, size) => value * size),
  ceiling: plain(
    steadyProcesses.ceiling,
    (value, size) => value - size,
    'worsening',
  ),
  autocorrelated: plain(
    steadyProcesses.autocorrelated,
    (value, size) => value + size / Math.sqrt(1 - 0.5 ** 2),
  ),
  'nearly constant': {
    months: (count, size) => nearlyConstant(count, since(0, size)),
    expected: 'improving',
  },
  'rare counts': {
    months: (count, size) => rareCounts(count, since(0.5, size)),
    expected: 'improving',
  },
  shares: {
    months: (count, size) => shares(count, since(0.9, size / 100)),
    expected: 'worsening',
  },
};

/**
 * In what share of histories the shift is found, by the verdict of one of the first 6
 * and of the first 12 months after it.
 */
export function foundShiftRates(
  name: string,
  size: number,
  charts: number,
): Record<6 | 12, number> {
  const { months, expected } = shiftedProcesses[name];
  const found = { 6: 0, 12: 0 };
  for (let chart = 0; chart < charts; chart++) {
    const { values, weights, ...rest } = months(BEFORE + PERIODS, size);
    for (let period = 1; period <= PERIODS; period++) {
      const seen = {
        ...rest,
        values: values.slice(0, BEFORE + period),
        weights,
      };
      if (trendOf(seen, 'nhs') === expected) {
        found[6] += period <= 6 ? 1 : 0;
        found[12]++;
        break;
      }
    }
  }
  return { 6: found[6] / charts, 12: found[12] / charts };
}
