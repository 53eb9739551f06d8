/** Whether the season is added to the level or multiplies it. */
export type SeasonKind = 'additive' | 'multiplicative';

/** What is known before a value comes. */
export type SeasonalStart = {
  level: number;
  trend: number;
  /** Of the places in the season, the one of the next value first. */
  figures: number[];
};

/**
 * Level, trend and seasonal figures from the first two seasons, as R's `HoltWinters`
 * has them: `decompose` takes a moving average of one season as the trend, what
 * remains at each place in the season, on average, is its figure; the line through
 * the trend gives level and slope.
 *
 * @param values - of two seasons
 */
export function seasonalStart(
  values: number[],
  season: number,
  kind: SeasonKind,
): SeasonalStart {
  const average = movingAverage(values, season);
  const before = Math.floor(season / 2);
  const figures: number[] = [];
  for (let place = 0; place < season; place += 1) {
    let sum = 0;
    let count = 0;
    for (let time = place; time < values.length; time += season) {
      const trend = average[time - before];
      if (trend !== undefined) {
        sum +=
          kind === 'additive' ? values[time] - trend : values[time] / trend;
        count += 1;
      }
    }
    figures.push(sum / count);
  }
  const centre = mean(figures);
  return {
    ...line(average),
    figures: figures.map(figure =>
      kind === 'additive' ? figure - centre : figure / centre,
    ),
  };
}

/** Centred; of an even season with half of each end. Without the ends. */
function movingAverage(values: number[], season: number): number[] {
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  const averages: number[] = [];
  for (let centre = half; centre < values.length - half; centre += 1) {
    let sum = 0;
    for (let time = centre - half; time <= centre + half; time += 1) {
      const isEnd = time === centre - half || time === centre + half;
      sum += even && isEnd ? values[time] / 2 : values[time];
    }
    averages.push(sum / season);
  }
  return averages;
}

/** Least squares through the values at 1, 2, ..; `level` is where 0 would be. */
function line(values: number[]): { level: number; trend: number } {
  const middle = (values.length + 1) / 2;
  const height = mean(values);
  let products = 0;
  let squares = 0;
  values.forEach((value, index) => {
    products += (index + 1 - middle) * (value - height);
    squares += (index + 1 - middle) ** 2;
  });
  const trend = products / squares;
  return { level: height - trend * middle, trend };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
