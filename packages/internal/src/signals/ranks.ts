/** From 1 on; equal values share the mean of their ranks. */
export function ranksOf(values: number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return values.map(
    value => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1,
  );
}

/**
 * What share of an independent observation each value is worth, (1 - φ) / (1 + φ), with
 * φ the correlation of neighbours. It is that of the ranks, which are not skewed, about
 * their means in and outside of some of them, so that a shift between the two is not taken
 * for it; what an estimate from few values with two means falls short by (M. G. Kendall,
 * Note on Bias in the Estimation of Autocorrelation, Biometrika 41, 1954) is added. Of a
 * negative one nothing is made.
 *
 * n independent observations have the n-th power of the chance of one, so a chance that
 * was computed as if all were independent is raised to this.
 *
 * @param values - in chronological order, more than 4
 * @param isIn - for each value, whether it is one of some
 */
export function worthOf(values: number[], isIn: boolean[]): number {
  const n = values.length;
  const ranks = ranksOf(values);
  const meanRank = (which: boolean) => {
    const some = ranks.filter((_, index) => isIn[index] === which);
    return some.reduce((sum, rank) => sum + rank, 0) / some.length;
  };
  const [within, without] = [meanRank(true), meanRank(false)];
  const left = ranks.map((rank, at) => rank - (isIn[at] ? within : without));
  let products = 0;
  let squares = 0;
  left.forEach((one, index) => {
    squares += one * one;
    products += index > 0 ? one * left[index - 1] : 0;
  });
  const found = squares > 0 ? products / squares : 0;
  const correlation = Math.min(0.9, Math.max(0, (n * found + 2) / (n - 4)));
  return (1 - correlation) / (1 + correlation);
}
