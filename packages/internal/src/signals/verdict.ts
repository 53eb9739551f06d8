import type {
  Bound,
  Direction,
  ProcessPoint,
  Signal,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../arithmetic';

/** Which signal holds, and what it says. */
export type Verdict = { trend: Trend; signal?: Signal };

/**
 * What the signals say that hold: those whose pattern reaches the newest point. What
 * ended before is history: an outlier five months ago is not a trend now.
 *
 * Where they disagree (long below the mean, and rising for months) the one that began
 * last shows which way it goes. Of those that agree with it the one with the most
 * points is named, as it is the best evidence.
 *
 * Source: the variation icon of NHS England, Making Data Count, which is that of the
 * last point.
 */
export function verdictOf(holding: Signal[]): Verdict {
  const [last] = [...holding].sort(
    (a, b) => compare(b.from, a.from) || b.points - a.points,
  );
  if (!last) {
    return { trend: 'stable' };
  }
  const [signal] = holding
    .filter(({ meaning }) => meaning === last.meaning)
    .sort((a, b) => b.points - a.points);
  const { meaning } = signal;
  return { trend: meaning === 'change' ? 'stable' : meaning, signal };
}

/**
 * What the signals of a KPI that is to stay in a range mean: by the distance from the
 * range, 0 within it. It improves where the mean of the pattern lies nearer to the range
 * than the centre line, or the end of a trend nearer than its beginning; it worsens
 * where it lies further away. Everything else, such as a move within the range, is a
 * change and neither good nor bad.
 */
export function meaningsInRange(
  signals: Signal[],
  points: ProcessPoint[],
  target: Bound | undefined,
): Signal[] {
  if (!isRange(target)) {
    return signals;
  }
  const { min, max } = target;
  const outside = (value: number) => Math.max(0, min - value, value - max);
  return signals.map(signal => {
    const pattern = points.filter(
      ({ period: start, value }) =>
        value !== null && start >= signal.from && start <= signal.to,
    );
    const values = pattern.map(({ value }) => value ?? 0);
    const [before, after] =
      signal.rule === 'trend'
        ? [values[0], values[values.length - 1]]
        : [average(pattern.map(point => point.mean ?? 0)), average(values)];
    const moved = outside(after) - outside(before);
    return moved === 0
      ? signal
      : { ...signal, meaning: moved < 0 ? 'improving' : 'worsening' };
  });
}

/** Whether a KPI is to stay in a range that is not known, so that nothing is good. */
export function lacksRange(
  direction: Direction,
  target: Bound | undefined,
): boolean {
  return direction === 'range' && !isRange(target);
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
