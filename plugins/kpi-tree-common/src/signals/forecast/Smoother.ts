/**
 * A forecasting model that goes through a series once: after each value that it takes
 * in it can forecast all later ones, from nothing but what came before.
 */
export interface Smoother {
  /** Takes in the value of the next period; `null` where nothing was measured. */
  take(value: number | null): void;

  /** Whether enough was taken in to forecast. */
  readonly ready: boolean;

  /** The value `ahead` periods after the last that was taken in; 1 is the next. */
  forecast(ahead: number): number;

  /**
   * How much less certain each of the next periods is than one step ahead of a long,
   * complete history: the variance of the error, in units of the variance of the
   * model's noise.
   *
   * @returns one number a period, the next one first; they never fall
   */
  variances(periods: number): number[];
}
