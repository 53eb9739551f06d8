import type {
  Contribution,
  Signal,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { languages } from '../format';
import {
  describeCapability,
  describeChance,
  describeContribution,
  type DescribedTrend,
  describeInsight,
  describeNextTarget,
  describeQualityIssue,
  describeTrend,
} from '../signals';
import { qualityIssueKinds } from '../signals/__testUtils__/kinds';
import { loadWords, type Words } from '.';

const trend: DescribedTrend = {
  trend: 'improving',
  method: 'xmr',
  points: 24,
  value: 3.5,
  mean: 5.25,
  lower: 2,
  upper: 9,
};

const signal: Signal = {
  rule: 'shift',
  side: 'below',
  from: '2026-05-01',
  to: '2026-11-01',
  points: 7,
  meaning: 'improving',
};

const rules = [
  'outside',
  'shift',
  'trend',
  'two-of-three',
  'three-of-four',
  'four-of-five',
] as const;

const change: Omit<Contribution, 'sentences'> = {
  scope: 'domain:default/github',
  kpi: 'incident-mttr',
  title: 'Mean time to restore',
  unit: 'h',
  direction: 'lower',
  periodType: 'month',
  by: 'entity',
  before: { period: '2026-03-01', value: 3, weight: 10 },
  after: { period: '2026-04-01', value: 5, weight: 20 },
  change: 2,
  rate: 1.5,
  mix: 0.5,
  parts: [
    {
      ref: 'component:default/actions',
      title: 'Actions',
      before: { value: 3.2, weight: 5 },
      after: { value: 6.1, weight: 12 },
      rate: 1.1,
      mix: 0.9,
      share: 2,
    },
    {
      ref: 'component:default/new',
      title: 'New',
      before: null,
      after: { value: 9, weight: 1 },
      rate: 0,
      mix: -0.25,
      share: -0.25,
    },
  ],
  others: { count: 3, rate: 0.1, mix: 0.08, share: 0.18 },
  coverage: { total: 9, both: 5, onlyBefore: 1, onlyAfter: 2, none: 2 },
};

/** All that can be said, with a value of each kind in it. */
function sentencesIn(words: Words): string[] {
  return (['day', 'week', 'month', 'quarter'] as const).flatMap(periodType => {
    const options = { unit: 'h', periodType, words };
    const chance = { period: '2027-01-01', target: 2, probability: 0.71 };
    return [
      ...(['xmr', 'proportion', 'time-between'] as const).flatMap(method =>
        rules.flatMap(rule =>
          (['above', 'below'] as const).flatMap(side =>
            ([undefined, 'day-of-week', 'month-of-year'] as const).map(
              adjusted =>
                describeTrend(
                  {
                    ...trend,
                    method,
                    adjusted,
                    chartFrom: '2025-10-01',
                    signal: { ...signal, rule, side },
                  },
                  options,
                ),
            ),
          ),
        ),
      ),
      describeTrend(
        { ...trend, signal: { ...signal, meaning: 'change' } },
        options,
      ),
      describeTrend({ ...trend, trend: 'stable' }, options),
      describeTrend(
        { ...trend, trend: 'stable', adjusted: 'day-of-week' },
        options,
      ),
      describeTrend({ ...trend, trend: 'stable', past: signal.to }, options),
      describeTrend(
        { ...trend, trend: 'stable', reason: 'by-chance' },
        options,
      ),
      describeTrend(
        { ...trend, trend: 'stable', method: 'time-between' },
        options,
      ),
      describeTrend(
        { ...trend, trend: 'unknown', reason: 'constant' },
        options,
      ),
      ...(['few-points', 'few-in-sample'] as const).map(reason =>
        describeTrend(
          { ...trend, trend: 'unknown', reason, points: 3 },
          options,
        ),
      ),
      ...(['consistently', 'sometimes', 'never', 'unknown'] as const).flatMap(
        capability => [
          describeCapability(
            capability,
            { min: 1, max: 4 },
            { lower: 2, upper: 9 },
            options,
          ),
          describeCapability(capability, 4, undefined, options),
          describeCapability(capability, undefined, undefined, options),
        ],
      ),
      ...[0, 0.71, 1].map(probability =>
        describeChance({ ...chance, probability }, options),
      ),
      describeNextTarget(chance, options),
      ...qualityIssueKinds.flatMap(kind =>
        [1, 3].map(count =>
          describeQualityIssue(
            {
              kind,
              grade: 'C',
              period: '2026-05-01',
              count,
              amount: kind === 'gaps' ? 0.25 : 3,
            },
            options,
          ),
        ),
      ),
      ...[
        {
          status: 'off-target' as const,
          before: 'at-risk' as const,
          value: 9.5,
          target: 4,
        },
        { chance, value: 2 },
        { lastPeriod: '2026-05-01' },
      ].map(facts =>
        describeInsight({ date: '2026-05-01', text: '', facts }, options),
      ),
      ...(['entity', 'child'] as const).flatMap(by =>
        [
          { ...change, by, periodType },
          { ...change, by, periodType, limit: 'max' as const },
          {
            ...change,
            by,
            periodType,
            change: null,
            after: { ...change.after, value: null },
          },
          { ...change, by, periodType, after: change.before, change: 0 },
        ].flatMap(facts => describeContribution(facts, words)),
      ),
    ];
  });
}

describe('the sentences in other languages', () => {
  it.each(languages)('are all whole in %s', async language => {
    for (const sentence of sentencesIn(await loadWords(language))) {
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\?| {2}/);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence).not.toBe('');
    }
  });

  it.each(languages.filter(language => language !== 'en'))(
    'have nothing English left in %s',
    async language => {
      for (const sentence of sentencesIn(await loadWords(language))) {
        expect(sentence).not.toMatch(
          /\b(the|of|in a row|since|target|average|above|below|months?|weeks?|days?|quarters?|better|worse)\b/,
        );
      }
    },
  );

  it.each([
    ['en', '(2 months left out)'],
    ['de', '(2 Monate ausgelassen)'],
    ['fr', '(sans 2 mois)'],
    ['es', '(sin contar 2 meses)'],
    ['ja', '(2か月分を除外)'],
  ] as const)(
    'say in %s how many periods were left out',
    async (language, end) => {
      const words = await loadWords(language);
      const options = { unit: 'h', periodType: 'month', words } as const;
      expect(describeTrend({ ...trend, signal, exceptions: 2 }, options)).toBe(
        `${describeTrend({ ...trend, signal }, options)}${
          language === 'ja' ? '' : ' '
        }${end}`,
      );
    },
  );

  it.each([
    [
      'de',
      '7 Monate in Folge unter dem Mittel von 5,25 h: wird besser seit Mai 2026',
    ],
    [
      'fr',
      '7 mois de suite au-dessous de la moyenne de 5,25 h : amélioration depuis mai 2026',
    ],
    [
      'es',
      'Durante 7 meses, siempre por debajo de la media de 5,25 h: mejora desde mayo de 2026',
    ],
    ['ja', '7か月連続で平均5.25 hを下回る: 2026年5月以降改善'],
  ] as const)('write numbers and months as %s does', async (language, text) => {
    expect(
      describeTrend(
        { ...trend, signal },
        { unit: 'h', periodType: 'month', words: await loadWords(language) },
      ).replace(/\u00a0/g, ' '),
    ).toBe(text);
  });
});
