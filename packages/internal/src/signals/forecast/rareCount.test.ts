import { addPeriods } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { seeded } from '../__testUtils__/history';
import { forecastRareCount } from './rareCount';

const months = (counts: (number | null)[]) =>
  counts.map((value, index) => ({
    period: addPeriods('2024-01-01', 'month', index),
    value,
    weight: value === null ? null : 1,
  }));

const noneIn = { periodType: 'month', direction: 'lower' } as const;
const forecastOf = (
  counts: (number | null)[],
  options: { target?: number; since?: string; counted?: number } = {},
) =>
  forecastRareCount(
    months(counts),
    {
      ...noneIn,
      targetIn: () => options.target ?? 0,
      reachable: { min: options.counted ?? 0 },
    },
    options.since,
  )!;

describe('the forecast of a rare count', () => {
  it('does not take the last event for what comes every month', () => {
    const counts = [...new Array(23).fill(0), 1];
    const { model, points } = forecastOf(counts);
    expect(model).toBe('level');
    expect(points[0].period).toBe('2026-01-01');
    // (24 / 25) ** 1.5
    expect(points[0].probability).toBeCloseTo(0.9406041, 6);
    expect(points[0].value).toBeCloseTo(1.5 / 24, 9);
  });

  it('is negative binomial', () => {
    const counts = [1, 0, 2, 0, 1, 0, 0, 3, 1, 0, 2, 0];
    // Sums of the closed form with lgamma: size 10.5, probability 12 / 13
    for (const [target, probability] of [
      [0, 0.431517],
      [1, 0.7800499],
      [2, 0.9342087],
    ]) {
      expect(forecastOf(counts, { target }).points[0].probability).toBeCloseTo(
        probability,
        6,
      );
    }
  });

  it('is the sum of the closed form, for any counts and target', () => {
    // P(k) = gamma(k + r) / (gamma(r) k!) p^r (1 - p)^k, term by term
    const summed = (events: number, periods: number, most: number) => {
      const [r, p] = [events + 0.5, periods / (periods + 1)];
      let term = p ** r;
      let total = term;
      for (let k = 1; k <= most; k += 1) {
        term *= ((k - 1 + r) / k) * (1 - p);
        total += term;
      }
      return total;
    };
    for (const counts of [
      [0, 0, 0, 0, 0, 0, 0, 0],
      [1, 0, 2, 0, 1, 0, 0, 3, 1, 0, 2, 0],
      Array.from({ length: 24 }, (_, i) => (i * 7) % 4),
    ]) {
      const events = counts.reduce((a, b) => a + b, 0);
      for (const target of [0, 1, 2, 3.7, 10, 40]) {
        expect(
          forecastOf(counts, { target }).points[0].probability,
        ).toBeCloseTo(summed(events, counts.length, target), 12);
      }
    }
  });

  it('ends where one period has nearly all events', () => {
    const counts = [...new Array(30).fill(0), 5_000];
    const { points } = forecastOf(counts, { since: '2026-07-01' });
    // One period of the rate: a gamma-Poisson of shape 5000.5
    expect(points[0].lower95).toBeGreaterThan(4_700);
    expect(points[0].upper95).toBeLessThan(5_300);
  });

  it('knows a rate that has shifted by what came since', () => {
    const counts = [...new Array(18).fill(0), 2, 1, 2, 3, 1, 2];
    const chance = (since?: string) =>
      forecastOf(counts, { since }).points[0].probability!;
    expect(chance()).toBeGreaterThan(0.5);
    expect(chance('2025-07-01')).toBeLessThan(0.25);
  });

  it('leaves out what was not measured, and claims nothing of 7 months', () => {
    const gap = [0, 1, 0, null, 0, 0, 1, 0, 0];
    expect(forecastOf(gap).points).toHaveLength(4);
    expect(forecastOf([0, 1, 0, 0, 1, 0, 0])).toBeUndefined();
    expect(forecastOf([...gap, null]).points[0].period).toBe('2024-11-01');
    expect(forecastOf([...gap, null]).points).toHaveLength(3);
  });

  it('comes true as often as it says', () => {
    const random = seeded(20261125);
    const poisson = (rate: number) => {
      let [count, left] = [0, Math.exp(-rate) / random()];
      while (left < 1) {
        count += 1;
        left /= random();
      }
      return count;
    };
    let [expected, came, series] = [0, 0, 0];
    for (; series < 4000; series += 1) {
      const rate = 0.05 + 1.2 * random();
      const counts = Array.from({ length: 24 }, () => poisson(rate));
      expected += forecastOf(counts).points[0].probability!;
      came += poisson(rate) === 0 ? 1 : 0;
    }
    expect(Math.abs(expected - came) / series).toBeLessThan(0.02);
  });

  it.each([
    ['none is allowed, one is counted', 0, 1, 0],
    ['none is allowed, two are counted', 0, 2, 0],
    ['one is allowed, two are counted', 1, 2, 0],
  ])('cannot be met where %s', (_, target, counted, probability) => {
    const { points } = forecastOf([...new Array(23).fill(0), 1], {
      target,
      counted,
    });
    expect(points[0].probability).toBe(probability);
    expect(points[0].value).toBeGreaterThanOrEqual(counted);
    expect(points[0].lower95).toBeGreaterThanOrEqual(counted);
    // The next period begins with none
    expect(points[1].probability).toBeCloseTo(points[0].byHistory!, 12);
    expect(points[1].byHistory).toBeUndefined();
  });

  it('is that of counts of at least what is counted already', () => {
    const counts = [1, 0, 2, 0, 1, 0, 0, 3, 1, 0, 2, 0];
    const [one, two, three] = [1, 2, 3].map(
      target => forecastOf(counts, { target }).points[0].probability!,
    );
    const of = (target: number, counted: number) =>
      forecastOf(counts, { target, counted }).points[0].probability;
    expect(of(2, 2)).toBeCloseTo((two - one) / (1 - one), 9);
    expect(of(3, 2)).toBeCloseTo((three - one) / (1 - one), 9);
    expect(of(3, 0)).toBe(three);
    // Far beyond what the rate explains
    expect(of(40, 40)).toBe(1);
    expect(of(39, 40)).toBe(0);
  });
});
