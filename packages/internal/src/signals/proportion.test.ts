import { history, seeded } from './__testUtils__/history';
import { assessTrend } from './assessTrend';
import { describeTrend } from './describeTrend';
import { shareInterval } from './proportion';
import { processChart } from './xmr';

const options = {
  periodType: 'month',
  direction: 'lower',
  unit: '%',
  settings: {},
  targetIn: () => undefined,
} as const;

/** Shares of so many of so many in each month. */
const shares = (cases: [of: number, n: number][]) =>
  history(
    cases.map(([of, n]) => (100 * of) / n),
    { weights: cases.map(([, n]) => n) },
  );

const assess = (cases: [number, number][]) =>
  assessTrend(shares(cases), options);

describe('shareInterval', () => {
  it('is that of Wilson where there are cases enough', () => {
    const [lower, upper] = shareInterval(8, 20);
    // R: binom::binom.confint(8, 20, methods = 'wilson')
    expect(lower).toBeCloseTo(0.2188065, 6);
    expect(upper).toBeCloseTo(0.6134185, 6);
  });

  it.each([
    // R: qchisq(0.05, 2 * x) / 2 / n
    [1, 1, 0.05129329],
    [1, 10, 0.005129329],
    [2, 10, 0.03553615],
    [3, 60, 0.01362818],
  ])('has the Poisson bound of %d of %d', (cases, n, lower) => {
    expect(shareInterval(cases, n)[0]).toBeCloseTo(lower, 6);
    expect(shareInterval(n - cases, n)[1]).toBeCloseTo(1 - lower, 6);
  });

  it('has no bound that is not there', () => {
    expect(shareInterval(0, 10)[0]).toBeCloseTo(0, 12);
    expect(shareInterval(10, 10)[1]).toBeCloseTo(1, 12);
  });
});

describe('the trend of a share of few', () => {
  it('does not take one of one for a signal', () => {
    const usual = Array.from({ length: 15 }, (_, i): [number, number] => [
      i % 5 === 0 ? 1 : 0,
      8,
    ]);
    const values = shares([...usual, [1, 1]]);
    const chart = processChart(values, { rules: 'nhs', direction: 'lower' });
    expect(chart.points[15].rules).toEqual(['outside']);
    const assessment = assessTrend(values, options);
    expect(assessment).toMatchObject({
      trend: 'unknown',
      method: 'proportion',
      reason: 'few-in-sample',
    });
    expect(assessment.signal).toBeUndefined();
    expect(assessment.chart[15].rules).toEqual([]);
    expect(assessment.chart[15].meaning).toBeUndefined();
    expect(describeTrend(assessment, options)).toBe(
      'Too few cases in a month: what looks like a change may be chance',
    );
  });

  it('takes six of eight for one', () => {
    const usual = Array.from({ length: 15 }, (_, i): [number, number] => [
      i % 5 === 0 ? 1 : 0,
      8,
    ]);
    expect(assess([...usual, [6, 8]])).toMatchObject({
      trend: 'worsening',
      method: 'proportion',
      signal: { rule: 'outside' },
    });
  });

  const pattern = (n: number) => [
    ...Array.from({ length: 14 }, (_, i): [number, number] => [
      Math.round(n * [0.2, 0.4, 0.3][i % 3]),
      n,
    ]),
    ...Array.from({ length: 8 }, (): [number, number] => [
      Math.round(n * 0.1),
      n,
    ]),
  ];

  it('tells a shift that the pooled cases support', () => {
    const assessment = assess(pattern(10));
    expect(assessment).toMatchObject({
      trend: 'improving',
      method: 'proportion',
      signal: { rule: 'shift', side: 'below', points: 8 },
    });
    expect(describeTrend(assessment, options)).toBe(
      '8 months in a row below the average of 22.7%, more than the small number of cases explains: improving since March 2025',
    );
  });

  it('tells none of the same values from fewer cases', () => {
    const values = shares(pattern(10)).map(value => ({ ...value, weight: 2 }));
    expect(assessTrend(values, options)).toMatchObject({
      trend: 'unknown',
      reason: 'few-in-sample',
    });
  });

  it('is that of any values where there are many cases, or none are known', () => {
    expect(assess(pattern(1000))).toMatchObject({
      trend: 'improving',
      method: 'xmr',
    });
    const unknown = shares(pattern(10)).map(one => ({ ...one, weight: 1 }));
    expect(assessTrend(unknown, options)).toMatchObject({ method: 'xmr' });
    expect(
      assessTrend(shares(pattern(10)), { ...options, unit: 'h' }),
    ).toMatchObject({ method: 'xmr' });
  });

  it.each([
    [0.02, 5],
    [0.05, 3],
    [0.1, 3],
    [0.2, 5],
    [0.5, 3],
  ])(
    'raises few false alarms of a chance of %d in about %d cases a month',
    (chance, n) => {
      const random = seeded(3);
      const alarms = { all: 0, reported: 0 };
      for (let run = 0; run < 400; run++) {
        const values = shares(
          Array.from({ length: 24 }, () => {
            const cases = Math.max(1, Math.round(n * (0.5 + random())));
            let of = 0;
            for (let i = 0; i < cases; i++) {
              of += random() < chance ? 1 : 0;
            }
            return [of, cases];
          }),
        );
        const { signals } = processChart(values, {
          rules: 'nhs',
          direction: 'lower',
        });
        alarms.all += signals.some(({ to }) => to === '2025-12-01') ? 1 : 0;
        alarms.reported += assessTrend(values, options).signal ? 1 : 0;
      }
      expect(alarms.reported / 400).toBeLessThan(0.03);
      expect(alarms.reported).toBeLessThanOrEqual(alarms.all);
    },
  );
});
