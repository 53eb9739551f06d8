import type { EffectWords } from './EffectWords';

/** What an action came to, in English. */
export const englishEffect: EffectWords = {
  verdicts: {
    'too-early': 'Too early',
    'no-effect-seen': 'No effect seen',
    worked: 'Worked',
    'got-worse': 'Got worse',
    unknown: 'Not known',
  },
  judged: ({ verdict, before, after, difference, lower, upper }) =>
    `${verdict}: ${before.value} before (${before.periods}), ${
      after.value
    } since (${after.periods})${
      difference === undefined
        ? ''
        : `; the difference is ${difference}${interval(lower, upper)}`
    }.`,
  tooEarly: ({ verdict, missing, periods }) =>
    `${verdict}: ${periods} more with a value ${
      missing === 1 ? 'is' : 'are'
    } needed.`,
  fewBefore: ({ verdict, type }) =>
    `${verdict}: fewer than 8 ${type}s before it have a value.`,
  noRange: verdict =>
    `${verdict}: the KPI is to stay in a range, and none is set.`,
  guard: (title, sentence) => `Meanwhile ${title}: ${sentence}`,
  asBefore:
    'It went the same way before, and has not changed more since than that.',
  adjusted: 'The season was taken out before.',
  together: ({ actions, changes, type }) => {
    const what = [
      ...(actions > 1 ? [`${actions} actions`] : []),
      ...(changes
        ? [
            changes === 1
              ? 'a change of the process'
              : `${changes} changes of the process`,
          ]
        : []),
    ].join(' and ');
    return `In the ${type}s compared there ${
      actions > 1 || changes > 1 ? 'are' : 'is also'
    } ${what}: the effect is theirs together.`;
  },
  expectation: {
    met: value => `Expected${of(value)}: met.`,
    possible: value => `Expected${of(value)}: not met, but still possible.`,
    missed: value => `Expected${of(value)}: missed.`,
    open: value => `Expected${of(value)}: not judged yet.`,
  },
};

function of(value: string | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function interval(lower: string | undefined, upper: string | undefined) {
  if (lower !== undefined && upper !== undefined) {
    return ` (${lower} to ${upper}, 99%)`;
  }
  if (lower !== undefined) {
    return ` (at least ${lower}, 99%)`;
  }
  return upper === undefined ? '' : ` (at most ${upper}, 99%)`;
}
