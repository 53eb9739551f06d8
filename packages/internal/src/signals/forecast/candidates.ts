import type {
  ForecastModel,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { seasonOf } from '../seasonal';
import type { SignalValue } from '../types';
import { DampedTrend } from './DampedTrend';
import { Drift } from './Drift';
import { HoltWinters } from './HoltWinters';
import { Level } from './Level';
import { SeasonalNaive } from './SeasonalNaive';
import type { SeasonKind } from './seasonalStart';
import type { Smoother } from './Smoother';

/** A model with each of the parameters that are tried. */
export type Candidate = { model: ForecastModel; smoothers: Smoother[] };

const LEVELS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The models to be tried on a series, `naive` first. Those with a season only where
 * there is one: the outlier of a year ago is none, see {@link seasonOf}.
 *
 * @param history - complete periods without a gap
 */
export function candidates(
  history: SignalValue[],
  periodType: PeriodType,
): Candidate[] {
  const season = seasonOf(history, periodType)?.length;
  const values = history.map(({ value }) => value);
  const found: Candidate[] = [
    { model: 'naive', smoothers: [new SeasonalNaive(1)] },
    { model: 'level', smoothers: LEVELS.map(alpha => new Level(alpha)) },
    { model: 'drift', smoothers: [new Drift()] },
    { model: 'damped-trend', smoothers: dampedTrends() },
  ];
  if (season !== undefined) {
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
