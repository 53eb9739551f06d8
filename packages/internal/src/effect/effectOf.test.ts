import { history } from '../signals/__testUtils__/history';
import { effectOf } from './effectOf';
import type { EffectOptions } from './types';

/** Values between 9 and 11 that have no order. */
const AROUND_10 = [
  10.2, 9.6, 10.9, 9.1, 10.5, 9.9, 9.3, 10.7, 10.1, 9.7, 10.4, 9.2, 10.8, 9.8,
  10.3, 9.5, 10.6, 9.4, 10, 11, 9, 10.25, 9.65, 10.15,
];

const options = (more: Partial<EffectOptions> = {}): EffectOptions => ({
  periodType: 'month',
  direction: 'lower',
  unit: 'h',
  overTime: 'mean',
  settings: {},
  targetIn: () => undefined,
  action: { start: '2026-01-01' },
  ...more,
});

/** Twenty-four months around 10, and what follows from January 2026 on. */
const since = (
  after: (number | null)[],
  before: (number | null)[] = AROUND_10,
) => history([...before, ...after], { from: '2024-01-01' });

describe('the effect of an action', () => {
  it('is that it worked where the values since are better than chance explains', () => {
    expect(effectOf(since([5.1, 4.8, 5.3, 5]), options())).toEqual({
      verdict: 'worked',
      method: 'ranks',
      before: {
        from: '2024-01-01',
        to: '2025-12-01',
        points: 24,
        value: 10.05,
      },
      after: { from: '2026-01-01', to: '2026-04-01', points: 4, value: 5.05 },
      difference: {
        value: expect.closeTo(-5, 0),
        lower: expect.any(Number),
        upper: expect.any(Number),
      },
    });
  });

  it('is that it got worse where they are worse', () => {
    expect(effectOf(since([15, 16, 14, 15]), options()).verdict).toBe(
      'got-worse',
    );
  });

  it('is none where they are as before', () => {
    expect(effectOf(since(AROUND_10.slice(0, 12)), options()).verdict).toBe(
      'no-effect-seen',
    );
  });

  it('is that of the direction that is good', () => {
    const better = since([15, 16, 14, 15]);
    expect(effectOf(better, options({ direction: 'higher' })).verdict).toBe(
      'worked',
    );
  });

  it('is that it worked where values come into the range they are to stay in', () => {
    const range = { min: 4, max: 6 };
    const inRange = options({ direction: 'range', targetIn: () => range });
    expect(effectOf(since([5, 4.5, 5.5, 5]), inRange).verdict).toBe('worked');
    expect(effectOf(since([1, 1.5, 1, 1]), inRange).verdict).toBe('worked');
    expect(effectOf(since([-9, -8, -8.5, -9]), inRange).verdict).toBe(
      'got-worse',
    );
  });

  it('is unknown where no range is known', () => {
    expect(
      effectOf(since([5, 4.5, 5.5, 5]), options({ direction: 'range' })),
    ).toMatchObject({ verdict: 'unknown', reason: 'no-range' });
  });
});

describe('an action that cannot be judged yet', () => {
  it('has not begun before its first whole period is over', () => {
    expect(effectOf(since([]), options())).toMatchObject({
      verdict: 'too-early',
      reason: 'not-begun',
      missing: 3,
    });
  });

  it('is too early with two periods, however clear they are', () => {
    expect(effectOf(since([1, 1]), options())).toMatchObject({
      verdict: 'too-early',
      reason: 'few-after',
      missing: 1,
    });
  });

  it('needs more periods after it where there were few before', () => {
    const few = AROUND_10.map((value, index) => (index < 16 ? null : value));
    expect(effectOf(since([1, 1, 1], few), options())).toMatchObject({
      verdict: 'too-early',
      missing: 1,
    });
    expect(effectOf(since([1, 1, 1, 1], few), options()).verdict).toBe(
      'worked',
    );
  });

  it('is unknown with fewer than 8 values before it', () => {
    const few = AROUND_10.map((value, index) => (index < 17 ? null : value));
    expect(effectOf(since([1, 1, 1, 1, 1, 1], few), options())).toMatchObject({
      verdict: 'unknown',
      reason: 'few-before',
    });
  });

  it('is too early while the periods since have no value', () => {
    expect(effectOf(since([1, null, null, null]), options())).toMatchObject({
      verdict: 'too-early',
      missing: 2,
    });
  });
});

describe('the periods by which an action is judged', () => {
  it('are those before the one in which it began and after the one in which it was done', () => {
    const { before, after } = effectOf(
      since([99, 99, 99, 5, 5, 5]),
      options({ action: { start: '2026-01-15', done: '2026-03-20' } }),
    );
    expect(before).toMatchObject({ to: '2025-12-01' });
    expect(after).toMatchObject({ from: '2026-04-01', value: 5 });
  });

  it('are those after its start while it is not done', () => {
    const { after } = effectOf(
      since([99, 5, 5, 5]),
      options({ action: { start: '2026-01-15' } }),
    );
    expect(after).toMatchObject({ from: '2026-02-01', value: 5 });
  });

  it('begin after a change that was declared before', () => {
    const values = [
      ...AROUND_10.slice(0, 12).map(v => v + 20),
      ...AROUND_10.slice(12),
    ];
    const { before, together } = effectOf(
      since([5, 5, 5, 5], values),
      options({ settings: { changes: [{ date: '2025-01-10' }] } }),
    );
    expect(before).toMatchObject({ from: '2025-01-01', points: 12 });
    expect(together).toBeUndefined();
  });

  it('end before an action that began later, if enough are left', () => {
    const { after, together } = effectOf(
      since([5, 5, 5, 5, 5, 5, 1, 1]),
      options({ others: [{ id: '2', start: '2026-07-01' }] }),
    );
    expect(after).toMatchObject({ to: '2026-06-01', points: 6 });
    expect(together).toBeUndefined();
  });
});

describe('what happened at the same time', () => {
  it.each([
    ['in the same month', '2026-01-20'],
    ['soon after it', '2026-03-01'],
    ['shortly before it', '2025-10-03'],
  ])('is named: another action that began %s', (_, start) => {
    const { before, after } = {
      before: AROUND_10.map((v, index) => (index < 14 ? null : v)),
      after: [5, 5, 5, 5],
    };
    expect(
      effectOf(since(after, before), options({ others: [{ id: '2', start }] }))
        .together,
    ).toEqual({ actions: ['2'], changes: [] });
  });

  it('is named: a change that was declared for it', () => {
    expect(
      effectOf(
        since([5, 5, 5, 5]),
        options({ settings: { changes: [{ date: '2026-01-01' }] } }),
      ),
    ).toMatchObject({
      verdict: 'worked',
      together: { actions: [], changes: ['2026-01-01'] },
    });
  });
});

describe('a KPI that got better before', () => {
  const falling = AROUND_10.map((value, index) => value + 24 - index);

  it('has no effect of an action where it goes on like that', () => {
    const after = AROUND_10.slice(0, 8).map((value, index) => value - index);
    expect(effectOf(since(after, falling), options())).toMatchObject({
      verdict: 'no-effect-seen',
      reason: 'as-before',
    });
  });

  it('has one where it gets better faster', () => {
    const after = AROUND_10.slice(0, 8).map(value => value - 40);
    expect(effectOf(since(after, falling), options()).verdict).toBe('worked');
  });
});

describe('a KPI with a season', () => {
  it('is compared without it', () => {
    const winter = (index: number) => (index % 12 < 3 ? 20 : 0);
    const values = history(
      Array.from(
        { length: 50 },
        (_, index) => AROUND_10[index % 24] + winter(index),
      ),
      { from: '2022-01-01' },
    );
    const action = { start: '2025-04-01' };
    const until = values.slice(0, 45);
    expect(effectOf(until, options({ action }))).toMatchObject({
      verdict: 'no-effect-seen',
      adjusted: 'month-of-year',
    });
    expect(
      effectOf(until, options({ action, settings: { seasonal: 'none' } }))
        .adjusted,
    ).toBeUndefined();
  });
});

describe('rare events', () => {
  const counts = [
    1, 2, 0, 1, 1, 3, 0, 2, 1, 1, 2, 1, 0, 2, 1, 2, 1, 1, 2, 0, 1, 2, 1, 2,
  ];
  const rare = options({ unit: '1', overTime: 'sum' });

  it('are compared by their numbers', () => {
    expect(effectOf(since(Array(12).fill(0), counts), rare)).toMatchObject({
      verdict: 'worked',
      method: 'rates',
      before: { value: 1.25 },
      after: { value: 0 },
    });
  });

  it('take some months until none is more than chance', () => {
    expect(effectOf(since([0, 0, 0], counts), rare).verdict).toBe(
      'no-effect-seen',
    );
  });
});

describe('shares of few cases', () => {
  it('are compared by all cases together', () => {
    const values = [...Array(24).fill(80), ...Array(6).fill(100)];
    expect(
      effectOf(
        history(values, { from: '2024-01-01', weights: Array(30).fill(10) }),
        options({ unit: '%', direction: 'higher' }),
      ),
    ).toMatchObject({
      verdict: 'worked',
      method: 'shares',
      before: { value: 80 },
      after: { value: 100 },
    });
  });
});

describe('what was expected', () => {
  const better = since([5.1, 4.8, 5.3, 5]);

  it.each([
    [{ value: 6 }, { outcome: 'met', value: 6 }],
    [{ percent: -40 }, { outcome: 'met', value: 6.03 }],
    [{ value: 4.9 }, { outcome: 'possible', value: 4.9 }],
    [{ value: 1 }, { outcome: 'missed', value: 1 }],
    [
      { value: 6, by: '2026-04-30' },
      { outcome: 'met', value: 6 },
    ],
    [
      { value: 6, by: '2026-12-31' },
      { outcome: 'open', value: 6 },
    ],
  ])('%j: %j', (expected, outcome) => {
    const { expectation } = effectOf(better, options({ expected }));
    expect(expectation?.outcome).toBe(outcome.outcome);
    expect(expectation?.value).toBeCloseTo(outcome.value, 6);
  });

  it('is open while it is too early', () => {
    expect(
      effectOf(since([1]), options({ expected: { value: 2 } })).expectation,
    ).toEqual({ outcome: 'open', value: 2 });
  });
});
