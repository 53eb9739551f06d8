import { history, normal, seeded } from '../../__testUtils__/history';
import { forecast } from '../forecast';

const random = seeded(20261125);
const news = () => normal(random);

const times = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index));

/** Adds up what is new in each step. */
function walk(count: number, step: () => number): number[] {
  let value = 100;
  return times(count, () => (value += step()));
}

function movingLevel(count: number): number[] {
  let level = 100;
  return times(count, () => {
    const error = news();
    const value = level + error;
    level += 0.3 * error;
    return value;
  });
}

/** By inversion. */
function poisson(mean: number): number {
  let count = 0;
  let chance = Math.exp(-mean);
  let reached = chance;
  for (const u = random(); u > reached && chance > 0; reached += chance) {
    count += 1;
    chance *= mean / count;
  }
  return count;
}

/** Months, of which the future is like the past. */
export const processes: Record<string, (count: number) => number[]> = {
  level: count => times(count, () => 100 + news()),
  'moving level': movingLevel,
  'random walk': count => walk(count, news),
  'random walk with drift': count => walk(count, () => 0.5 + news()),
  trend: count => times(count, i => 100 + 0.3 * i + news()),
  season: count =>
    times(count, i => 100 + 3 * Math.sin((i * Math.PI) / 6) + news()),
  lognormal: count => times(count, () => Math.exp(2 + 0.8 * news())),
  count: count => times(count, () => poisson(2)),
};

export type Outcome = {
  model: string;
  /** For each forecast period, the next one first. */
  points: {
    within80: boolean;
    within95: boolean;
    probability: number;
    met: boolean;
  }[];
};

/**
 * Forecasts series of a process and looks what came. Targets are near what the
 * history knows.
 */
export function simulate(
  process: string,
  known: number,
  series: number,
): Outcome[] {
  return times(series, () => 0).map(() => {
    const values = processes[process](known + Math.floor(known / 2));
    const past = values.slice(0, known);
    const some = past[Math.floor(random() * known)];
    const other = past[Math.floor(random() * known)];
    const target = some + 0.5 * (some - other);
    const { model, points } = forecast(history(past), {
      periodType: 'month',
      direction: 'lower',
      targetIn: () => target,
    })!;
    return {
      model,
      points: points.map((point, index) => {
        const came = values[known + index];
        return {
          within80: came >= point.lower80 && came <= point.upper80,
          within95: came >= point.lower95 && came <= point.upper95,
          probability: point.probability!,
          met: came <= target,
        };
      }),
    };
  });
}

/** The share of those of which something is true. */
export function shareOf<T>(list: T[], isTrue: (one: T) => boolean): number {
  return list.filter(isTrue).length / list.length;
}
