import type { Smoother } from './Smoother';

/** Variance of level and trend before anything is known, in units of the noise. */
const UNKNOWN = 1e7;

/** How a damped trend learns: shares of each error, and what stays of the trend. */
export type TrendParameters = { alpha: number; beta: number; phi: number };

/**
 * A level with a trend that fades by `phi` each period (Gardner and McKenzie 1985);
 * with `phi` 1, Holt's linear trend.
 *
 * Level and trend at the start are not known. Their doubt is carried along as in
 * {@link Level}, so that they are those of the least squares start.
 *
 * Variance: `1 + doubt + Σ (alpha + alpha beta (phi + .. + phi^j))²` for j = 1 .. h-1,
 * which is ETS(A,Ad,N) (Hyndman and others 2008, table 6.1).
 */
export class DampedTrend implements Smoother {
  private level = 0;
  private trend = 0;
  /** Covariance of level and trend, in units of the noise. */
  private levelDoubt = UNKNOWN;
  private sharedDoubt = 0;
  private trendDoubt = UNKNOWN;
  private known = 0;
  private readonly slope: number;

  constructor(private readonly parameters: TrendParameters) {
    this.slope = parameters.alpha * parameters.beta;
  }

  get ready(): boolean {
    return this.known >= 2;
  }

  take(value: number | null): number {
    const { alpha, phi } = this.parameters;
    // One period on: the trend fades and adds to the level.
    const trend = phi * this.trend;
    const shared = phi * this.sharedDoubt;
    const trendDoubt = phi * phi * this.trendDoubt;
    const levelDoubt = this.levelDoubt + 2 * shared + trendDoubt;
    const covariance = shared + trendDoubt;

    this.level += trend;
    this.trend = trend;
    this.levelDoubt = levelDoubt + alpha * alpha;
    this.sharedDoubt = covariance + alpha * this.slope;
    this.trendDoubt = trendDoubt + this.slope * this.slope;
    if (value === null) {
      return 0;
    }
    const wasReady = this.ready;
    const variance = levelDoubt + 1;
    const levelGain = (levelDoubt + alpha) / variance;
    const trendGain = (covariance + this.slope) / variance;
    const error = value - this.level;
    this.level += levelGain * error;
    this.trend += trendGain * error;
    this.levelDoubt -= levelGain * levelGain * variance;
    this.sharedDoubt -= levelGain * trendGain * variance;
    this.trendDoubt -= trendGain * trendGain * variance;
    this.known += 1;
    return wasReady ? error : 0;
  }

  forecast(ahead: number): number {
    return this.level + this.faded(ahead) * this.trend;
  }

  variance(ahead: number): number {
    const { alpha } = this.parameters;
    const faded = this.faded(ahead);
    let variance =
      1 +
      this.levelDoubt +
      2 * faded * this.sharedDoubt +
      faded * faded * this.trendDoubt;
    for (let j = 1; j < ahead; j += 1) {
      variance += (alpha + this.slope * this.faded(j)) ** 2;
    }
    return variance;
  }

  /** phi + phi² + .. + phi^ahead: what the trend of now adds until then. */
  private faded(ahead: number): number {
    const { phi } = this.parameters;
    if (ahead === 1 || phi === 1) {
      return phi * ahead;
    }
    return (phi * (1 - phi ** ahead)) / (1 - phi);
  }
}
