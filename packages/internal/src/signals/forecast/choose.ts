import type { ForecastModel } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Candidate } from './candidates';
import type { Smoother } from './Smoother';
import { type Trial, tryOut } from './tryOut';

/** A model has to be tried from so many origins, and from a third of the values. */
const FEWEST_ORIGINS = 4;

/** By how much a model has to be better than `naive`. */
const MARGIN = 0.05;

export type ChosenModel = {
  model: ForecastModel;
  smoother: Smoother;
  /** Of the chosen model, from all origins that it can be tried from. */
  trials: Trial[];
  /** Mean absolute errors, over the same trials. */
  error: number;
  naiveError: number;
  origins: number;
};

/**
 * The model with the least mean absolute error on the series, if it is clearly less
 * than that of `naive`; else `naive`. All are tried from the same origins.
 *
 * @param values - `null` where nothing was measured
 */
export function chooseModel(
  found: Candidate[],
  values: (number | null)[],
): ChosenModel | undefined {
  const known = values.filter(value => value !== null).length;
  const fewest = Math.max(FEWEST_ORIGINS, known / 3);
  const tried = found
    .map(candidate => ({ ...candidate, ...tryOut(candidate, values) }))
    .filter(({ trials }) => countOrigins(trials) >= fewest);
  const naive = tried.find(({ model }) => model === 'naive');
  if (!naive) {
    return undefined;
  }
  const first = Math.max(...tried.map(({ trials }) => trials[0].origin));
  const naiveError = meanError(naive.trials, first);
  let chosen = { ...naive, error: naiveError };
  for (const candidate of tried) {
    const error = meanError(candidate.trials, first);
    if (error < chosen.error && error <= (1 - MARGIN) * naiveError) {
      chosen = { ...candidate, error };
    }
  }
  return {
    model: chosen.model,
    smoother: chosen.smoother,
    trials: chosen.trials,
    error: chosen.error,
    naiveError,
    origins: countOrigins(
      chosen.trials.filter(({ origin }) => origin >= first),
    ),
  };
}

/** Trials of the same origin follow one another. */
export function countOrigins(trials: Trial[]): number {
  let origins = 0;
  let last = -1;
  for (const { origin } of trials) {
    if (origin !== last) {
      origins += 1;
      last = origin;
    }
  }
  return origins;
}

function meanError(trials: Trial[], first: number): number {
  let sum = 0;
  let count = 0;
  for (const { origin, error } of trials) {
    if (origin >= first) {
      sum += Math.abs(error);
      count += 1;
    }
  }
  return sum / count;
}
