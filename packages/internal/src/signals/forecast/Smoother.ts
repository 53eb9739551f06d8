/**
 * A forecasting model that goes through a series once: after each value that it takes
 * in it can forecast all later ones, from nothing but what came before.
 */
export interface Smoother {
  /**
   * Takes in the value of the next period; `null` where nothing was measured.
   *
   * @returns by how much the forecast for it was too low; 0 if there was none
   */
  take(value: number | null): number;

  /** Whether enough was taken in to forecast. */
  readonly ready: boolean;

  /** The value `ahead` periods after the last that was taken in; 1 is the next. */
  forecast(ahead: number): number;

  /**
   * How uncertain that forecast is: the variance of its error, in units of the
   * variance of the noise. About 1 for the next period, and more for later ones.
   */
  variance(ahead: number): number;
}
