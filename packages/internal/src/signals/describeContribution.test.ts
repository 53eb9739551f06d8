import type { Contribution } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { describeContribution, isBetter } from './describeContribution';

const value = (v: number | null, weight: number | null = null) => ({
  value: v,
  weight,
});

/** Mean durations: of 10 incidents before, and of 20 after. */
const facts: Omit<Contribution, 'sentences'> = {
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
      before: value(3.2, 5),
      after: value(6.1, 10),
      rate: 1.45,
      mix: 0,
      share: 1.45,
    },
    {
      ref: 'component:default/copilot',
      title: 'Copilot',
      before: value(6, 2),
      after: value(6.04, 8),
      rate: 0.02,
      mix: 0.4,
      share: 0.42,
    },
    {
      ref: 'component:default/pages',
      title: 'Pages',
      before: value(2, 3),
      after: value(1, 1),
      rate: -0.2,
      mix: -0.1,
      share: -0.3,
    },
    {
      ref: 'component:default/new',
      title: 'New',
      before: null,
      after: value(9, 1),
      rate: 0,
      mix: 0.25,
      share: 0.25,
    },
  ],
  others: { count: 3, rate: 0.1, mix: 0.08, share: 0.18 },
  coverage: { total: 9, both: 5, onlyBefore: 0, onlyAfter: 2, none: 2 },
};

const sentences = (changes: Partial<Contribution> = {}) =>
  describeContribution({ ...facts, ...changes }).map(text =>
    text.replace(/\u00a0/g, ' '),
  );

describe('describeContribution', () => {
  it('tells what changed, what explains it, and what is not known', () => {
    expect(sentences()).toEqual([
      '5 h in April 2026 after 3 h in March 2026: +2 h, worse.',
      'Of this, +1.5 h because the members themselves changed, and +0.5 h because of the mix: which of them count, and how much.',
      'Actions explains +1.45 h of +2 h: 6.1 h after 3.2 h.',
      'Copilot explains +0.42 h of +2 h: it makes up 40% of the whole after 20%, and is above the overall value.',
      'Pages works against it with −0.3 h: 1 h after 2 h (−0.2 h), and it makes up 5% of the whole after 30%, and is below the overall value (−0.1 h).',
      'New explains +0.25 h of +2 h: 9 h, after nothing measured in March 2026.',
      'The other 3 together: +0.18 h.',
      'Of 9 members without data: 2 in March 2026, 2 in either period.',
    ]);
  });

  it('tells five at most', () => {
    const parts = Array.from({ length: 7 }, (_, index) => ({
      ...facts.parts[0],
      title: `Part ${index}`,
    }));
    expect(
      sentences({ parts }).filter(text => text.startsWith('Part')),
    ).toHaveLength(5);
  });

  it('judges by the direction, and not where there is none', () => {
    expect(sentences({ direction: 'higher' })[0]).toMatch(/: \+2 h, better\.$/);
    expect(sentences({ direction: 'range' })[0]).toMatch(/: \+2 h\.$/);
    expect(isBetter(-1, 'lower')).toBe(true);
    expect(isBetter(0, 'lower')).toBeUndefined();
  });

  it('tells what cancels out', () => {
    const texts = sentences({
      after: { ...facts.after, value: 3 },
      change: 0,
      others: null,
    });
    expect(texts[0]).toBe('3 h in April 2026, as in March 2026.');
    expect(texts).toContain('Actions brings +1.45 h: 6.1 h after 3.2 h.');
  });

  it('says that there is nothing to explain', () => {
    expect(
      sentences({
        before: { ...facts.before, value: null },
        change: null,
        rate: null,
        mix: null,
        limit: 'no-value',
        parts: [],
        others: null,
        coverage: { total: 0, both: 0, onlyBefore: 0, onlyAfter: 0, none: 0 },
      }),
    ).toEqual([
      'There is no value in March 2026: there is no change to explain.',
    ]);
  });

  it.each([
    ['max', 'The value is the largest of the members, that of a single one'],
    ['quantile', 'A quantile is not a sum of the members’ values'],
    ['none', 'The values of the members are not added up'],
    ['own', 'The value was measured for the scope itself'],
    [
      'formula',
      'The formula is neither a sum nor a ratio of sums over the members',
    ],
  ] as const)('says why %s has no shares', (limit, why) => {
    const noShares = { rate: null, mix: null, share: null };
    const texts = sentences({
      limit,
      rate: null,
      mix: null,
      parts: facts.parts.map(part => ({ ...part, ...noShares })),
      others: { count: 3, ...noShares },
    });
    expect(texts[1]).toContain(why);
    expect(texts.slice(2, 5)).toEqual([
      'Actions: +2.9 h, 6.1 h after 3.2 h.',
      'Copilot: +0.04 h, 6.04 h after 6 h.',
      'Pages: −1 h, 1 h after 2 h.',
    ]);
    expect(texts[5]).toBe('3 others changed less, or not at all.');
  });

  it('tells of scores in points', () => {
    expect(
      sentences({
        unit: 'points',
        direction: 'higher',
        by: 'child',
        before: { period: '2026-03-01', value: 75, weight: null },
        after: { period: '2026-04-01', value: 55, weight: null },
        change: -20,
        rate: -20,
        mix: 0,
        parts: [
          {
            ref: 'incident-management',
            title: 'Incident management',
            before: value(80, 3),
            after: value(40, 3),
            rate: -30,
            mix: 0,
            share: -30,
          },
          {
            ref: 'releases',
            title: 'Releases',
            before: value(60, 1),
            after: value(100, 1),
            rate: 10,
            mix: 0,
            share: 10,
          },
        ],
        others: null,
        coverage: { total: 3, both: 2, onlyBefore: 1, onlyAfter: 0, none: 0 },
      }),
    ).toEqual([
      '55 in April 2026 after 75 in March 2026: −20 points, worse.',
      'Incident management explains −30 points of −20 points: 40 after 80.',
      'Releases works against it with +10 points: 100 after 60.',
      'Of 3 children without a score: 1 in April 2026.',
    ]);
  });
});
