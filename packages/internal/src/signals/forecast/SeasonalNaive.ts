import type { Smoother } from './Smoother';

/**
 * The same as a season ago; with a season of one period, the last value (`naive`).
 * Where that was not measured, the same season before.
 *
 * Variance: one unit for each season that lies between, as of a random walk (Hyndman
 * and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, table 5.2).
 */
export class SeasonalNaive implements Smoother {
  private readonly values: number[];
  /** When each of the values was. */
  private readonly times: number[];
  private time = 0;
  private known = 0;

  constructor(private readonly season: number) {
    this.values = new Array(season).fill(0);
    this.times = new Array(season).fill(-1);
  }

  get ready(): boolean {
    return this.known === this.season;
  }

  take(value: number | null): number {
    const place = this.time % this.season;
    let error = 0;
    if (value !== null) {
      error = this.ready ? value - this.values[place] : 0;
      this.known += this.times[place] < 0 ? 1 : 0;
      this.values[place] = value;
      this.times[place] = this.time;
    }
    this.time += 1;
    return error;
  }

  forecast(ahead: number): number {
    return this.values[(this.time + ahead - 1) % this.season];
  }

  variance(ahead: number): number {
    const time = this.time + ahead - 1;
    return (time - this.times[time % this.season]) / this.season;
  }
}
