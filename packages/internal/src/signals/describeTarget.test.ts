import type {
  Bound,
  Capability,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  describeCapability,
  describeChance,
  describeNextTarget,
} from './describeTarget';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('describeCapability', () => {
  it.each<
    [Capability, Bound | undefined, number | null, number | null, string]
  >([
    [
      'sometimes',
      4,
      2,
      9,
      'At its current performance the KPI will meet the target of 4 h only some of the time: monthly values vary between 2 and 9 h',
    ],
    [
      'consistently',
      4,
      1.25,
      3,
      'At its current performance the KPI will consistently meet the target of 4 h: monthly values vary between 1.25 and 3 h',
    ],
    [
      'never',
      4,
      5,
      9,
      'At its current performance the KPI will not meet the target of 4 h: monthly values vary between 5 and 9 h',
    ],
    [
      'sometimes',
      { min: 3, max: 5 },
      2,
      9,
      'At its current performance the KPI will meet the target of 3 to 5 h only some of the time: monthly values vary between 2 and 9 h',
    ],
    [
      'never',
      2,
      3,
      3,
      'At its current performance the KPI will not meet the target of 2 h: monthly values are all 3 h',
    ],
    [
      'unknown',
      4,
      null,
      null,
      'Whether it will meet the target of 4 h is not known yet',
    ],
    ['unknown', undefined, 2, 9, 'There is no target to meet'],
  ])(
    '%s, target %j, limits %s to %s',
    (capability, target, lower, upper, text) => {
      expect(
        plain(
          describeCapability(
            capability,
            target,
            lower === null || upper === null ? undefined : { lower, upper },
            { unit: 'h', periodType: 'month' },
          ),
        ),
      ).toBe(text);
    },
  );

  it('writes percentages and numbers as they are written elsewhere', () => {
    const limits = { lower: 97.31, upper: 99.95 };
    expect(
      describeCapability('sometimes', 99, limits, {
        unit: '%',
        periodType: 'week',
      }),
    ).toBe(
      'At its current performance the KPI will meet the target of 99% only some of the time: weekly values vary between 97.3% and 99.95%',
    );
    expect(
      describeCapability(
        'sometimes',
        10,
        { lower: 0, upper: 1234 },
        {
          unit: '1',
          periodType: 'day',
        },
      ),
    ).toBe(
      'At its current performance the KPI will meet the target of 10 only some of the time: daily values vary between 0 and 1,234',
    );
  });
});

describe('describeChance', () => {
  it.each([
    [0.711, 'month', '71% likely to be on target in May 2026'],
    [0.002, 'month', 'Less than 1% likely to be on target in May 2026'],
    [0.9999, 'month', 'More than 99% likely to be on target in May 2026'],
    [0, 'month', 'Can no longer be on target in May 2026'],
    [1, 'month', 'Certain to be on target in May 2026'],
    [0.5, 'day', '50% likely to be on target on 1 May 2026'],
    [0.5, 'week', '50% likely to be on target in week 18, 2026'],
    [0.5, 'quarter', '50% likely to be on target in Q2 2026'],
  ] as const)('of %d in a %s', (probability, periodType, text) => {
    expect(
      describeChance(
        { period: '2026-05-01', target: 4, probability },
        { periodType },
      ),
    ).toBe(text);
  });
});

describe('describeNextTarget', () => {
  it('names the target and from when it holds', () => {
    expect(
      plain(
        describeNextTarget(
          { period: '2027-01-01', target: 2, probability: 0.38 },
          { unit: 'h', periodType: 'month' },
        ),
      ),
    ).toBe('38% likely to meet the target of 2 h that holds from January 2027');
  });
});
