import type {
  Bound,
  Forecast,
  ForecastPoint,
  TargetChance,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../../arithmetic';

/**
 * The chance of being on target in the running period, and at the next date from
 * which another target holds, as far as it is forecast.
 */
export function summariseChances(forecast: Forecast): {
  chance?: TargetChance;
  nextTarget?: TargetChance;
} {
  const [running] = forecast.points;
  const next = forecast.points.find(
    ({ target }) => !sameBound(target, running.target),
  );
  return {
    ...(chanceAt(running) && { chance: chanceAt(running) }),
    ...(next && chanceAt(next) && { nextTarget: chanceAt(next) }),
  };
}

function chanceAt(point: ForecastPoint): TargetChance | undefined {
  const { period, target, probability, byHistory } = point;
  return target === null || probability === null
    ? undefined
    : {
        period,
        target,
        probability,
        ...(byHistory === undefined ? {} : { byHistory }),
      };
}

function sameBound(a: Bound | null, b: Bound | null): boolean {
  if (a !== null && b !== null && isRange(a) && isRange(b)) {
    return a.min === b.min && a.max === b.max;
  }
  return a === b;
}
