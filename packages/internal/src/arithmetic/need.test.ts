import fc from 'fast-check';
import {
  compareNeed,
  Need,
  needsAttention,
  openScoreOf,
  statusOrder,
} from './need';
import { openScore, score, statusOfScore } from './score';

const need = (more: Partial<Need> = {}): Need => ({
  status: 'off-target',
  openScore: 0,
  trend: 'stable',
  weight: 1,
  ...more,
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

const anyNeed = fc.record({
  status: fc.constantFrom(...statusOrder),
  openScore: fc.option(fc.double({ noNaN: true, max: 100, min: -1e300 })),
  trend: fc.constantFrom(
    'improving' as const,
    'worsening' as const,
    'stable' as const,
    'unknown' as const,
  ),
  weight: fc.constantFrom(0, 0.5, 1, 3),
});

describe('openScore', () => {
  it.each([
    [62, 2, 4, 'lower', -1400],
    [13, 2, 4, 'lower', -175],
    [4, 2, 4, 'lower', 50],
    [1, 2, 4, 'lower', 100],
    [40, 90, 80, 'higher', -150],
    // Of a target of 0 its default threshold is 0 as well
    [3, 0, 0, 'lower', -300],
    [1, 0, 0, 'lower', -100],
    [0, 0, 0, 'lower', 100],
    [30, 10, 10, 'lower', -200],
    [9, 10, 10, 'lower', 100],
  ] as const)('of %d, target %d, threshold %d, %s, is %d', (...of) => {
    const [value, target, threshold, direction, expected] = of;
    expect(openScore(value, target, threshold, direction)).toBe(expected);
  });

  it('goes on beyond the threshold of a range', () => {
    const of = (value: number) =>
      openScore(value, { min: 10, max: 20 }, { min: 5, max: 25 }, 'range');
    expect([0, 5, 15, 25, 40].map(of)).toEqual([0, 50, 100, 50, -100]);
  });

  it('is the score with a floor, a finite number, and lower the further off', () => {
    fc.assert(
      fc.property(finite, finite, finite, finite, (a, b, c, d) => {
        const [target, threshold] = [Math.min(c, d), Math.max(c, d)];
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        const open = openScore(far, target, threshold, 'lower');
        expect(Number.isFinite(open)).toBe(true);
        expect(Math.max(0, open)).toBe(score(far, target, threshold, 'lower'));
        const before = openScore(near, target, threshold, 'lower');
        expect(before).toBeGreaterThanOrEqual(open);
      }),
      { numRuns: 1000 },
    );
  });

  it('is unknown where nothing is judged', () => {
    const stale = { value: 4, score: null, target: 2, threshold: 3 };
    expect(openScoreOf(stale, 'lower')).toBeNull();
    expect(openScoreOf({ ...stale, score: 0 }, 'lower')).toBe(0);
    expect(openScoreOf({ ...stale, value: 62, score: 0 }, 'lower')).toBe(-2900);
  });
});

describe('compareNeed', () => {
  it.each<[string, Partial<Need>, Partial<Need>]>([
    [
      '62 h before 13 h, both with the score 0',
      { openScore: -1400 },
      { openScore: -175 },
    ],
    ['off target before at risk', {}, { status: 'at-risk', openScore: 50 }],
    [
      'at risk before stale',
      { status: 'at-risk' },
      { status: 'stale', openScore: null },
    ],
    ['stale before no data', { status: 'stale' }, { status: 'no-data' }],
    [
      'no data before no target',
      { status: 'no-data' },
      { status: 'no-target' },
    ],
    [
      'no target before on target',
      { status: 'no-target' },
      { status: 'on-target' },
    ],
    ['what is getting worse, of equals', { trend: 'worsening' }, {}],
    ['what counts more, of equals', { weight: 2 }, {}],
    [
      'what counts, whatever it is, before what is for information',
      { status: 'on-target', openScore: 100 },
      { openScore: -1e6, trend: 'worsening', weight: 0 },
    ],
  ])('has %s', (_, first, second) => {
    expect(compareNeed(need(first), need(second))).toBeLessThan(0);
    expect(compareNeed(need(second), need(first))).toBeGreaterThan(0);
  });

  it('is an order', () => {
    fc.assert(
      fc.property(anyNeed, anyNeed, anyNeed, (a, b, c) => {
        expect(Math.sign(compareNeed(a, b))).toBe(
          0 - Math.sign(compareNeed(b, a)),
        );
        const [x, y, z] = [a, b, c].sort(compareNeed);
        expect(compareNeed(x, z)).toBeLessThanOrEqual(0);
        expect(compareNeed(x, y)).toBeLessThanOrEqual(0);
        expect(compareNeed(y, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('needs attention up to what is incomplete', () => {
    expect(statusOrder.filter(needsAttention)).toEqual([
      'off-target',
      'at-risk',
      'stale',
      'no-data',
      'incomplete',
    ]);
    expect(needsAttention(statusOfScore(100))).toBe(false);
  });
});
