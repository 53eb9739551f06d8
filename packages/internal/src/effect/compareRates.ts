import type { SignalValue } from '../signals';
import { poissonInterval } from '../signals/intervals';
import { CHANCE, type Comparison } from './comparison';
import { differenceOf } from './differenceOf';
import { chanceOfSoLittle, chanceOfSoMuch } from './rankSum';

/**
 * Compares how many rare events a period has: as often as they came together before, in
 * random order of all periods, would those after have so many, or so few? And does the
 * interval of the difference of the two rates leave out 0? Clusters of events fail the one,
 * few events the other.
 */
export function compareRates(
  before: SignalValue[],
  after: SignalValue[],
): Comparison {
  const [first, second] = [before, after].map(part =>
    part.flatMap(({ value }) => value ?? []),
  );
  const [old, young] = [first, second].map(rateOf);
  const difference = differenceOf(old, young);
  const isMore =
    difference.lower > 0 && chanceOfSoMuch(first, second) <= CHANCE;
  const isLess =
    difference.upper < 0 && chanceOfSoLittle(first, second) <= CHANCE;
  return {
    method: 'rates',
    before: old.value,
    after: young.value,
    difference,
    ...(isMore ? { moved: 'up' as const } : {}),
    ...(isLess ? { moved: 'down' as const } : {}),
  };
}

function rateOf(counts: number[]) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [lower, upper] = poissonInterval(total, 1 - 2 * CHANCE);
  return {
    value: total / counts.length,
    lower: lower / counts.length,
    upper: upper / counts.length,
  };
}
