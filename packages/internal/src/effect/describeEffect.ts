import type {
  ActionEffect,
  EffectPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatChange } from '../format';
import { type DescribeOptions, phrasesOf } from '../signals/describeWords';

/**
 * What an action came to in plain sentences, the verdict first:
 * `Worked: 3.4 h before (24 months), 2.1 h since (6 months); the difference is −1.3 h
 * (−2.0 h to −0.7 h, 99%).` Then what else is to be known of it, and whether what was
 * expected came.
 */
export function describeEffect(
  effect: ActionEffect,
  options: DescribeOptions,
): string[] {
  const { together, expectation, adjusted } = effect;
  const phrases = phrasesOf(options);
  const words = phrases.words.effect;
  const isJudged = isCompared(effect);
  return [
    verdictSentence(effect, options),
    ...(effect.reason === 'as-before' ? [words.asBefore] : []),
    ...(adjusted && isJudged ? [words.adjusted] : []),
    ...(together
      ? [
          words.together({
            // With the one that is told of
            actions: together.actions.length ? together.actions.length + 1 : 0,
            changes: together.changes.length,
            type: options.periodType,
          }),
        ]
      : []),
    ...(effect.guards ?? []).map(({ title, unit, periodType, effect: of }) =>
      words.guard(title, verdictSentence(of, { ...options, unit, periodType })),
    ),
    ...(expectation
      ? [
          words.expectation[expectation.outcome](
            expectation.value === undefined
              ? undefined
              : phrases.value(expectation.value),
          ),
        ]
      : []),
  ];
}

function isCompared({ verdict }: ActionEffect): boolean {
  return verdict !== 'too-early' && verdict !== 'unknown';
}

function verdictSentence(
  effect: ActionEffect,
  options: DescribeOptions,
): string {
  const { reason, missing, before, after, difference } = effect;
  const phrases = phrasesOf(options);
  const words = phrases.words.effect;
  const verdict = words.verdicts[effect.verdict];
  if (missing !== undefined) {
    const periods = phrases.periods(missing);
    return words.tooEarly({ verdict, missing, periods });
  }
  if (reason === 'few-before') {
    return words.fewBefore({ verdict, type: options.periodType });
  }
  if (reason === 'no-range') {
    return words.noRange(verdict);
  }
  const [old, young] = [partOf(before), partOf(after)];
  if (!old || !young) {
    return `${verdict}.`;
  }
  const change = (value: number | null | undefined) =>
    value === null || value === undefined
      ? undefined
      : formatChange(value, options.unit, phrases.words.language);
  return words.judged({
    verdict,
    before: old,
    after: young,
    difference: change(difference?.value),
    lower: change(difference?.lower),
    upper: change(difference?.upper),
  });

  function partOf(part: EffectPart | undefined) {
    return part && part.value !== null
      ? {
          value: phrases.value(part.value),
          periods: phrases.periods(part.points),
        }
      : undefined;
  }
}
