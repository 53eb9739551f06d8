import { runRate, RunRateInput } from './runRate';

const incidents: RunRateInput = {
  running: { period: '2026-06-01', value: 6, weight: 6 },
  periodType: 'month',
  overTime: 'sum',
  // Ten of thirty days have gone
  today: '2026-06-11',
  direction: 'lower',
  target: 15,
  threshold: 20,
  previous: 12,
};
const restore: RunRateInput = {
  ...incidents,
  running: { period: '2026-06-01', value: 3, weight: 8 },
  overTime: 'mean',
  target: 2,
  threshold: 4,
  previous: 5,
};

describe('runRate', () => {
  it('extrapolates a sum by the share of the days that have gone', () => {
    expect(runRate(incidents)).toEqual({
      daysGone: 10,
      days: 30,
      projected: 18,
      extrapolated: true,
      paceTarget: 5,
      status: 'at-risk',
      settled: false,
      comparison: 'worse',
    });
  });

  it.each(['mean', 'last', 'max', 'quantile', 'none'] as const)(
    'takes what combines by %s as it is',
    overTime => {
      expect(runRate({ ...restore, overTime })).toEqual({
        daysGone: 10,
        days: 30,
        projected: 3,
        extrapolated: false,
        paceTarget: 2,
        status: 'at-risk',
        settled: false,
        comparison: 'better',
      });
    },
  );

  it('knows how many days each period has', () => {
    const of = (
      start: string,
      periodType: RunRateInput['periodType'],
      today: string,
    ) =>
      runRate({
        ...incidents,
        running: { ...incidents.running, period: start },
        periodType,
        today,
      });
    expect(of('2028-02-01', 'month', '2028-02-15')).toMatchObject({
      daysGone: 14,
      days: 29,
    });
    expect(of('2026-06-08', 'week', '2026-06-10')).toMatchObject({
      daysGone: 2,
      days: 7,
    });
    expect(of('2026-04-01', 'quarter', '2026-05-01')).toMatchObject({
      daysGone: 30,
      days: 91,
    });
  });

  it('says nothing before the first day has gone, and of what is over', () => {
    expect(runRate({ ...incidents, today: '2026-06-01' })).toBeUndefined();
    expect(runRate({ ...incidents, today: '2026-07-01' })).toBeUndefined();
    expect(runRate({ ...incidents, today: '2026-05-31' })).toBeUndefined();
  });

  it('says that a sum has passed its target for good', () => {
    const value = (each: number) => ({ ...incidents.running, value: each });
    expect(runRate({ ...incidents, running: value(15) })?.settled).toBe(false);
    expect(runRate({ ...incidents, running: value(16) })?.settled).toBe(true);
    // Of what is better the higher it is, the target is met then
    const releases = { ...incidents, direction: 'higher' as const };
    expect(runRate({ ...releases, running: value(15) })).toMatchObject({
      settled: true,
      status: 'on-target',
    });
    // A mean may come down again
    expect(
      runRate({ ...restore, running: { ...restore.running, value: 99 } })
        ?.settled,
    ).toBe(false);
  });

  it('warns of a sum early in its period, and of few behind a value', () => {
    expect(runRate({ ...incidents, today: '2026-06-06' })?.caution).toBe(
      'early',
    );
    expect(runRate({ ...incidents, today: '2026-06-07' })?.caution).toBe(
      undefined,
    );
    const few = { ...restore.running, weight: 4 };
    expect(runRate({ ...restore, running: few })?.caution).toBe('few');
    // The time that has gone says nothing of a mean
    expect(
      runRate({ ...restore, today: '2026-06-02' })?.caution,
    ).toBeUndefined();
  });

  it('judges nothing without a target', () => {
    expect(
      runRate({ ...incidents, target: null, threshold: null }),
    ).toMatchObject({ status: 'no-target', paceTarget: null, settled: false });
  });

  it('uses the usual threshold where there is none', () => {
    expect(runRate({ ...incidents, threshold: null })?.status).toBe('at-risk');
  });

  it('compares within a range by how far outside it is', () => {
    const range: RunRateInput = {
      ...restore,
      direction: 'range',
      target: { min: 40, max: 70 },
      threshold: { min: 30, max: 80 },
      running: { ...restore.running, value: 72 },
      previous: 35,
    };
    expect(runRate(range)?.comparison).toBe('better');
    expect(runRate({ ...range, previous: 55 })?.comparison).toBe('worse');
    expect(runRate({ ...range, target: null })?.comparison).toBe('unknown');
  });

  it('compares with nothing where nothing was measured', () => {
    expect(runRate({ ...incidents, previous: null })?.comparison).toBe(
      'unknown',
    );
    expect(runRate({ ...incidents, previous: 18 })?.comparison).toBe('same');
  });
});
