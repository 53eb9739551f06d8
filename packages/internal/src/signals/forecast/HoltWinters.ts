import {
  seasonalStart,
  type SeasonalStart,
  type SeasonKind,
} from './seasonalStart';
import type { Smoother } from './Smoother';

export type HoltWintersParameters = {
  season: number;
  kind: SeasonKind;
  alpha: number;
  /** `null`: a level and a season without a trend. */
  beta: number | null;
  gamma: number;
};

/**
 * Holt-Winters: level, trend and season, each of which learns from the last error.
 * Recursions, start and point forecasts are those of R's `HoltWinters` (Holt 1957,
 * Winters 1960): the first two seasons give the start, then it goes on from the second.
 * They have to be complete; after a gap in them they begin again. Later, a gap leaves
 * everything as it is and time goes on.
 *
 * Variance: `Σ ψ(j)²` for j = 0 .. h-1, with ψ(0) = 1 and ψ(j) = `alpha (1 + j beta)`,
 * and `gamma (1 - alpha)` more at full seasons; of a multiplicative season weighted
 * with the ratio of the figures. R's function counts ψ(0) of the multiplicative kind
 * as alpha + gamma (1 - alpha) and so has intervals that are too narrow; this is 1
 * here too.
 */
export class HoltWinters implements Smoother {
  private readonly begin: number[] = [];
  private level = 0;
  private trend = 0;
  private figures: number[] = [];
  /** Of the next period, in the season. */
  private place = 0;
  /** How many periods since the last value. */
  private gap = 0;

  /** @param start - the state before the first value, if it is known */
  constructor(
    private readonly parameters: HoltWintersParameters,
    start?: SeasonalStart,
  ) {
    if (start) {
      this.start(start);
    }
  }

  get ready(): boolean {
    return this.figures.length > 0;
  }

  /** Level, trend and the figures of the season to come. */
  get state(): SeasonalStart {
    const { level, trend, figures, place } = this;
    return {
      level,
      trend,
      figures: [...figures.slice(place), ...figures.slice(0, place)],
    };
  }

  take(value: number | null): number {
    if (this.ready) {
      return this.learn(value);
    }
    if (value === null) {
      this.begin.length = 0;
    } else {
      this.begin.push(value);
      const { season, kind } = this.parameters;
      if (this.begin.length === 2 * season) {
        this.start(seasonalStart(this.begin, season, kind));
        this.begin.slice(season).forEach(known => this.learn(known));
      }
    }
    return 0;
  }

  forecast(ahead: number): number {
    const level = this.level + ahead * this.trend;
    const figure = this.figureAt(ahead);
    return this.parameters.kind === 'additive'
      ? level + figure
      : level * figure;
  }

  variance(ahead: number): number {
    const additive = this.parameters.kind === 'additive';
    const figure = this.figureAt(ahead);
    let variance = 0;
    for (let j = 0; j < this.gap + ahead; j += 1) {
      const ratio = additive ? 1 : figure / this.figureAt(ahead - j);
      variance += (ratio * this.echo(j)) ** 2;
    }
    return variance;
  }

  private start({ level, trend, figures }: SeasonalStart): void {
    this.level = level;
    this.trend = this.parameters.beta === null ? 0 : trend;
    this.figures = [...figures];
  }

  private learn(value: number | null): number {
    const { season, kind, alpha, beta, gamma } = this.parameters;
    const figure = this.figures[this.place];
    const expected = this.level + this.trend;
    let error = 0;
    if (value === null) {
      this.level = expected;
      this.gap += 1;
    } else {
      const additive = kind === 'additive';
      error = value - (additive ? expected + figure : expected * figure);
      const adjusted = additive ? value - figure : value / figure;
      const level = alpha * adjusted + (1 - alpha) * expected;
      if (beta !== null) {
        this.trend = beta * (level - this.level) + (1 - beta) * this.trend;
      }
      this.level = level;
      const remainder = additive ? value - level : value / level;
      this.figures[this.place] = gamma * remainder + (1 - gamma) * figure;
      this.gap = 0;
    }
    this.place = (this.place + 1) % season;
    return error;
  }

  private figureAt(ahead: number): number {
    const { season } = this.parameters;
    const place = (this.place + ahead - 1) % season;
    return this.figures[place < 0 ? place + season : place];
  }

  /** How much of an error is still there `j` periods later. */
  private echo(j: number): number {
    const { season, alpha, beta, gamma } = this.parameters;
    if (j === 0) {
      return 1;
    }
    const ofSeason = j % season === 0 ? gamma * (1 - alpha) : 0;
    return alpha * (1 + j * (beta ?? 0)) + ofSeason;
  }
}
