import type { ActionEffect } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { languages } from '../format';
import { loadWords } from '../words';
import { describeEffect } from './describeEffect';

const worked: ActionEffect = {
  verdict: 'worked',
  method: 'ranks',
  before: { from: '2024-05-01', to: '2026-04-01', points: 24, value: 3.4 },
  after: { from: '2026-05-01', to: '2026-10-01', points: 6, value: 2.1 },
  difference: { value: -1.3, lower: -2, upper: -0.7 },
};

const plain = (sentences: string[]) =>
  sentences.map(sentence => sentence.replace(/[\u00a0\u202f]/g, ' '));

const english = (effect: ActionEffect) =>
  plain(describeEffect(effect, { unit: 'h', periodType: 'month' }));

describe('what an action came to', () => {
  it('is said with both values, the difference and its interval', () => {
    expect(english(worked)).toEqual([
      'Worked: 3.4 h before (24 months), 2.1 h since (6 months); the difference is −1.3 h (−2 h to −0.7 h, 99%).',
    ]);
    const difference = { value: -1.3, lower: null, upper: -0.7 };
    expect(english({ ...worked, difference })).toEqual([
      expect.stringContaining('the difference is −1.3 h (at most −0.7 h, 99%)'),
    ]);
  });

  it('is said with the guards that got worse', () => {
    const guards = [
      {
        kpi: 'reopen-rate',
        title: 'Reopen rate',
        unit: '%',
        periodType: 'month' as const,
        effect: {
          ...worked,
          verdict: 'got-worse' as const,
          difference: { value: 2, lower: 1, upper: 3 },
        },
      },
    ];
    expect(english({ ...worked, guards })[1]).toBe(
      'Meanwhile Reopen rate: Got worse: 3.4% before (24 months), 2.1% since (6 months); the difference is +2 points (+1 points to +3 points, 99%).',
    );
  });

  it('is said to be that of all that happened at the same time', () => {
    const together = { actions: ['7'], changes: [] };
    expect(english({ ...worked, together })[1]).toBe(
      'In the months compared there are 2 actions: the effect is theirs together.',
    );
    expect(
      english({
        ...worked,
        together: { actions: [], changes: ['2026-03-01'] },
      })[1],
    ).toBe(
      'In the months compared there is also a change of the process: the effect is theirs together.',
    );
  });

  it('is too early or not known with its reason', () => {
    expect(
      english({ verdict: 'too-early', reason: 'few-after', missing: 3 }),
    ).toEqual(['Too early: 3 months more with a value are needed.']);
    expect(english({ verdict: 'unknown', reason: 'few-before' })).toEqual([
      'Not known: fewer than 8 months before it have a value.',
    ]);
    expect(
      english({ ...worked, verdict: 'unknown', reason: 'no-range' }),
    ).toEqual(['Not known: the KPI is to stay in a range, and none is set.']);
  });

  it('says whether what was expected came, and what else to know', () => {
    expect(
      english({
        ...worked,
        verdict: 'no-effect-seen',
        reason: 'as-before',
        adjusted: 'month-of-year',
        expectation: { outcome: 'possible', value: 2 },
      }).slice(1),
    ).toEqual([
      'It went the same way before, and has not changed more since than that.',
      'The season was taken out before.',
      'Expected 2 h: not met, but still possible.',
    ]);
  });

  it.each(languages)('is whole in %s', async language => {
    const words = await loadWords(language);
    const foreign =
      language === 'en'
        ? /[äöüéèñ¿]/
        : /\b(the|of|since|before|months?|weeks?|days?|expected|met)\b/i;
    const effects: ActionEffect[] = (
      ['worked', 'got-worse', 'no-effect-seen'] as const
    ).flatMap(verdict => [
      { ...worked, verdict, together: { actions: ['1'], changes: ['2'] } },
      { ...worked, difference: { value: 1, lower: 0.5, upper: null } },
      { ...worked, verdict, reason: 'as-before', adjusted: 'day-of-week' },
      { verdict: 'too-early', reason: 'not-begun', missing: 1 },
      { verdict: 'unknown', reason: 'few-before' },
      { verdict: 'unknown', reason: 'no-range' },
      ...(['met', 'possible', 'missed', 'open'] as const).flatMap(outcome => [
        { ...worked, expectation: { outcome, value: 2 } },
        { ...worked, expectation: { outcome } },
      ]),
    ]);
    for (const periodType of ['day', 'week', 'month', 'quarter'] as const) {
      for (const effect of effects) {
        for (const sentence of describeEffect(effect, {
          unit: 'h',
          periodType,
          words,
        })) {
          expect(sentence).toMatch(/[.。]$/);
          expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
          expect(sentence).not.toMatch(foreign);
        }
      }
    }
  });
});
