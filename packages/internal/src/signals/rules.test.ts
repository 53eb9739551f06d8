import type { RuleSet } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { findSignals } from './rules';

/** Values by day around 0, with limits of 3: a sigma is 1. */
function signalsOf(values: (number | null)[], rules: RuleSet) {
  return findSignals(
    values.map((value, index) => ({
      period: `2026-01-${String(index + 1).padStart(2, '0')}`,
      value,
      mean: 0,
      lower: -3,
      upper: 3,
    })),
    rules,
    'higher',
  ).map(
    ({ rule, side, from, to, points }) =>
      `${rule} ${side} ${from.slice(-2)}-${to.slice(-2)}: ${points}`,
  );
}

const all = ['nhs', 'wheeler', 'western-electric'] as const;

describe('findSignals', () => {
  it.each(all)('%s: a point outside the limits, not on them', rules => {
    expect(signalsOf([3, -0.5, 0.5, 3.01, 0.5, -3.01], rules)).toEqual([
      'outside above 04-04: 1',
      'outside below 06-06: 1',
    ]);
  });

  it('nhs: a run of 7 on one side, which is one signal as long as it lasts', () => {
    expect(signalsOf([1, 0.5, 1, 0.5, 1, 0.5, -1], 'nhs')).toEqual([]);
    expect(signalsOf([-1, 1, 0.5, 1, 0.5, 1, 0.5, 1], 'nhs')).toEqual([
      'shift above 02-08: 7',
    ]);
    expect(signalsOf([1, 0.5, 1, 0.5, 1, 0.5, 1, 1, 0.5], 'nhs')).toEqual([
      'shift above 01-09: 9',
    ]);
  });

  it.each(['wheeler', 'western-electric'] as const)(
    '%s: a run of 8 on one side',
    rules => {
      expect(signalsOf([-1, -0.5, -1, -1, -1, -1, -1], rules)).toEqual([]);
      expect(signalsOf([-1, -0.5, -1, -1, -1, -1, -1, -1], rules)).toEqual([
        'shift below 01-08: 8',
      ]);
    },
  );

  it('ends a run with a value on the mean, but not with a gap', () => {
    expect(signalsOf([1, 1, 1, 1, 0, 1, 1, 1], 'nhs')).toEqual([]);
    expect(signalsOf([1, 1, 1, 1, null, 1, 1, 1], 'nhs')).toEqual([
      'shift above 01-08: 7',
    ]);
  });

  it('nhs: 7 in a row each higher, or each lower, than the one before', () => {
    const rise = [-1.4, -1.1, -0.8, -0.5, -0.2, 0.1, 0.4];
    expect(signalsOf(rise.slice(1), 'nhs')).toEqual([]);
    expect(signalsOf(rise, 'nhs')).toEqual(['trend above 01-07: 7']);
    expect(signalsOf([...rise].reverse(), 'nhs')).toEqual([
      'trend below 01-07: 7',
    ]);
    expect(signalsOf([...rise.slice(0, 4), ...rise.slice(3)], 'nhs')).toEqual(
      [],
    );
    // The highest point belongs to both.
    expect(
      signalsOf([...rise, ...[...rise].reverse().slice(1)], 'nhs'),
    ).toEqual(['trend above 01-07: 7', 'trend below 07-13: 7']);
    expect(signalsOf(rise, 'wheeler')).toEqual([]);
  });

  it('nhs: 2 of 3 in the outer third, all on one side and none outside', () => {
    expect(signalsOf([-1, 2.1, 0.5, 2.1], 'nhs')).toEqual([
      'two-of-three above 02-04: 2',
    ]);
    expect(signalsOf([2.1, -0.5, 2.1, -1], 'nhs')).toEqual([]);
    expect(signalsOf([1, 2, 2, -1], 'nhs')).toEqual([]);
    expect(signalsOf([-1, 3.1, 2.1, 1, -1], 'nhs')).toEqual([
      'outside above 02-02: 1',
    ]);
  });

  it('western-electric: 2 of 3 beyond 2 sigma, also outside, the third anywhere', () => {
    expect(signalsOf([2.1, -0.5, 2.1, -1], 'western-electric')).toEqual([
      'two-of-three above 01-03: 2',
    ]);
    expect(signalsOf([3.1, 2.1, 0.1], 'western-electric')).toEqual([
      'outside above 01-01: 1',
      'two-of-three above 01-02: 2',
    ]);
    expect(signalsOf([2.1, -2.1, 0.1], 'western-electric')).toEqual([]);
  });

  it('western-electric: 4 of 5 beyond 1 sigma on one side', () => {
    expect(signalsOf([-1.1, -1.1, 1, -1.1, -1.1], 'western-electric')).toEqual([
      'four-of-five below 01-05: 4',
    ]);
    expect(signalsOf([-1.1, -1.1, 1, -1.1, 1.1], 'western-electric')).toEqual(
      [],
    );
  });

  it('wheeler: 3 of 4 nearer to a limit than to the mean', () => {
    expect(signalsOf([1.6, -0.1, 1.6, 1.6], 'wheeler')).toEqual([
      'three-of-four above 01-04: 3',
    ]);
    expect(signalsOf([1.6, -0.1, 1.5, 1.6], 'wheeler')).toEqual([]);
    expect(signalsOf([1.6, -1.6, 1.6, -1.6], 'wheeler')).toEqual([]);
  });

  it('has one signal of clusters that overlap, and two of others', () => {
    expect(signalsOf([2.1, 0.5, 2.1, 0.5, 2.1], 'nhs')).toEqual([
      'two-of-three above 01-05: 3',
    ]);
    expect(signalsOf([2.1, 2.1, 0.5, -1, 0.5, 2.1, 2.1], 'nhs')).toEqual([
      'two-of-three above 01-02: 2',
      'two-of-three above 06-07: 2',
    ]);
  });

  it('says what a side means by what is good', () => {
    const point = { period: '2026-01-01', value: 5 };
    const limits = { mean: 0, lower: -3, upper: 3 };
    expect(
      (['higher', 'lower', 'range'] as const).map(
        direction =>
          findSignals([{ ...point, ...limits }], 'nhs', direction)[0].meaning,
      ),
    ).toEqual(['improving', 'worsening', 'change']);
  });

  it('finds nothing where there are no limits, or no more than rounding', () => {
    const point = { period: '2026-01-01', value: 5 };
    const none = { mean: null, lower: null, upper: null };
    expect(findSignals([{ ...point, ...none }], 'nhs', 'lower')).toEqual([]);

    const third = { mean: 0.3, lower: 0.3, upper: 0.3 };
    const values = Array.from({ length: 9 }, () => 0.1 + 0.2);
    expect(
      findSignals(
        values.map(value => ({ ...point, value, ...third })),
        'nhs',
        'lower',
      ),
    ).toEqual([]);
  });
});
