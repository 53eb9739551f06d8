import type { PeriodType } from '../../arithmetic';
import type { ForecastModel } from '../types';
import { DampedTrend } from './DampedTrend';
import { Drift } from './Drift';
import { HoltWinters, type SeasonKind } from './HoltWinters';
import { Level } from './Level';
import { SeasonalNaive } from './SeasonalNaive';
import type { Smoother } from './Smoother';

/** A model with each of the parameters that are tried. */
export type Candidate = { model: ForecastModel; smoothers: Smoother[] };

/**
 * Periods of a season. A year of weeks would need three years of them to be tried,
 * which is more than the history that is assessed.
 */
const SEASONS: Record<PeriodType, number | undefined> = {
  day: 7,
  week: undefined,
  month: 12,
  quarter: 4,
};

/** Two seasons to begin with, one to be tried on. */
const SEASONS_NEEDED = 3;

const LEVELS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The models to be tried on a series, `naive` first.
 *
 * @param values - complete periods, `null` where nothing was measured
 */
export function candidates(
  values: (number | null)[],
  periodType: PeriodType,
): Candidate[] {
  const season = SEASONS[periodType];
  const found: Candidate[] = [
    { model: 'naive', smoothers: [new SeasonalNaive(1)] },
    { model: 'level', smoothers: LEVELS.map(alpha => new Level(alpha)) },
    { model: 'drift', smoothers: [new Drift()] },
    { model: 'damped-trend', smoothers: dampedTrends() },
  ];
  if (season !== undefined && values.length >= SEASONS_NEEDED * season) {
    const positive = values.every(value => value === null || value > 0);
    found.push(
      { model: 'seasonal-naive', smoothers: [new SeasonalNaive(season)] },
      {
        model: 'holt-winters',
        smoothers: holtWinters(
          season,
          positive ? ['additive', 'multiplicative'] : ['additive'],
        ),
      },
    );
  }
  return found;
}

function dampedTrends(): Smoother[] {
  return [0.1, 0.3, 0.6, 0.9].flatMap(alpha =>
    [0.05, 0.2, 0.5].flatMap(beta =>
      [0.85, 0.95].map(phi => new DampedTrend({ alpha, beta, phi })),
    ),
  );
}

function holtWinters(season: number, kinds: SeasonKind[]): Smoother[] {
  return kinds.flatMap(kind =>
    [0.2, 0.05, 0.5].flatMap(alpha =>
      [null, 0.05, 0.2].flatMap(beta =>
        [0.1, 0.3].map(
          gamma => new HoltWinters({ season, kind, alpha, beta, gamma }),
        ),
      ),
    ),
  );
}
