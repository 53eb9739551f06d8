import type {
  QualityAssessment,
  QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { healthyProcesses, months } from './__testUtils__/healthy';
import { seeded } from './__testUtils__/history';
import { qualityGrades, qualityIssueKinds } from './__testUtils__/kinds';
import { describeQualityIssue } from './describeQuality';
import { assessQuality, QualityOptions } from './quality';
import { worstGrade } from './qualityGrades';
import { withRejectedRows } from './qualityIncomplete';
import type { SignalValue } from './types';

const options: QualityOptions = {
  unit: 'h',
  overTime: 'mean',
  periodType: 'month',
  daysLate: 0,
};

const random = seeded(1);

/** Months with values that never repeat, of 50 things each. */
function series(
  values: (number | null | undefined)[],
  weights: (number | undefined)[] = [],
): SignalValue[] {
  return months(values.length).map((start, i) => {
    const value = values[i] === undefined ? 1 + random() : values[i];
    return {
      period: start,
      value,
      weight: value === null ? null : weights[i] ?? 50,
    };
  });
}

const usual = (count: number) => new Array<undefined>(count).fill(undefined);

const kinds = (values: SignalValue[], others: Partial<QualityOptions> = {}) =>
  assessQuality(values, { ...options, ...others }).issues.map(
    ({ kind }) => kind,
  );

describe('assessQuality', () => {
  it('gives an A where nothing is wrong', () => {
    expect(assessQuality(series(usual(24)), options)).toEqual({
      grade: 'A',
      completeness: 1,
      issues: [],
    });
  });

  it('gives no grade below eight values, unless something is certain', () => {
    const few = series([null, ...usual(5), null, undefined]);
    expect(assessQuality(few, options)).toEqual({
      grade: null,
      completeness: 6 / 7,
      issues: [],
    });
    expect(assessQuality(series([1, 2, 3, 4, 5, -6]), options)).toMatchObject({
      grade: 'D',
      issues: [{ kind: 'impossible', period: '2021-06-01', amount: -6 }],
    });
    expect(assessQuality([], options)).toEqual({
      grade: null,
      completeness: 0,
      issues: [],
    });
  });

  describe('freshness', () => {
    it('tells for how long nothing came that should have', () => {
      const values = series([...usual(10), null, null]);
      expect(assessQuality(values, { ...options, daysLate: 12 })).toEqual({
        grade: 'C',
        completeness: 10 / 12,
        issues: [
          {
            kind: 'late',
            grade: 'C',
            period: '2021-10-01',
            count: 2,
            amount: 12,
          },
        ],
      });
    });

    it('gives a D after three further periods', () => {
      const late = (daysLate: number) =>
        assessQuality(series(usual(10)), { ...options, daysLate }).grade;
      expect(late(91)).toBe('C');
      expect(late(92)).toBe('D');
    });

    it('reports what was never measured within the window', () => {
      expect(
        assessQuality(series([null, null]), { ...options, daysLate: 400 }),
      ).toMatchObject({ grade: 'D', completeness: 0 });
    });

    it('takes silence that is allowed for no gap', () => {
      expect(kinds(series([...usual(10), null]))).toEqual([]);
    });
  });

  describe('completeness', () => {
    it('counts from the first value on', () => {
      const values = series([null, null, ...usual(9), null, undefined]);
      expect(assessQuality(values, options)).toEqual({
        grade: 'B',
        completeness: 10 / 11,
        issues: [
          {
            kind: 'gaps',
            grade: 'B',
            period: '2021-12-01',
            count: 1,
            amount: 1 / 11,
          },
        ],
      });
    });

    it.each([
      [2, 'B'],
      [3, 'C'],
      [11, 'C'],
      [12, 'D'],
    ])('of %i gaps in 24 makes a %s', (gaps, grade) => {
      const values = series([
        ...usual(30),
        ...new Array<null>(gaps).fill(null),
        ...usual(24 - gaps),
      ]);
      expect(assessQuality(values, options).grade).toBe(grade);
    });

    it('forgets gaps older than 24 periods', () => {
      expect(kinds(series([...usual(3), null, ...usual(24)]))).toEqual([]);
    });

    it('expects a count in every period, however small', () => {
      const values = series(
        [...usual(10), null, undefined],
        new Array(12).fill(1),
      );
      expect(kinds(values, { overTime: 'sum' })).toEqual(['gaps']);
      // A share of none is not a value
      expect(kinds(values, { isComputed: true })).toEqual([]);
    });

    it('expects no mean of events where there may have been none', () => {
      const rare = [2, 1, 1, 3, 1, 0, 1, 2, 0, 1, 1, 2];
      const values = series(
        rare.map(events => (events ? undefined : null)),
        rare,
      );
      expect(kinds(values)).toEqual([]);
      // Of a value without a weight nobody knows; half of the periods is a habit
      const unweighted = values.map(({ value, ...others }) => ({
        ...others,
        value,
        weight: value === null ? null : 1,
      }));
      expect(kinds(unweighted)).toEqual(['gaps']);
    });

    it('takes no day of the week for a gap on which nothing ever comes', () => {
      const days = Array.from({ length: 70 }, (_, i): SignalValue => {
        // 2026-06-01 is a Monday
        const date = new Date(Date.UTC(2026, 5, 1 + i));
        const isRest = [0, 6].includes(date.getUTCDay());
        return {
          period: date.toISOString().slice(0, 10),
          value: isRest ? null : 1 + random(),
          weight: isRest ? null : 50,
        };
      });
      const asked = { ...options, periodType: 'day' as const };
      expect(assessQuality(days, asked)).toEqual({
        grade: 'A',
        completeness: 1,
        issues: [],
      });
      days[60] = { ...days[60], value: null, weight: null };
      expect(assessQuality(days, asked).issues).toMatchObject([
        { kind: 'gaps', period: '2026-07-31', count: 1 },
      ]);
    });
  });

  describe('volume', () => {
    const weights = (last: number[]) => [
      ...Array.from({ length: 20 }, (_, i) => 50 + (i % 5)),
      ...last,
    ];
    const withLast = (...last: number[]) =>
      series(usual(20 + last.length), weights(last));

    it('tells what is far from usual, and how far', () => {
      expect(assessQuality(withLast(260), options)).toMatchObject({
        grade: 'B',
        issues: [
          {
            kind: 'volume',
            period: '2022-09-01',
            amount: expect.closeTo(5, 6),
          },
        ],
      });
      expect(kinds(withLast(5))).toEqual(['volume']);
    });

    it('tells a lasting change once, and only while it is new', () => {
      expect(kinds(withLast(260, 255, 250))).toEqual(['volume']);
      expect(kinds(withLast(260, 255, 250, 252))).toEqual([]);
      expect(kinds(withLast(260, 52, 51))).toEqual(['volume']);
    });

    it('takes what is less than twice or half for usual', () => {
      expect(kinds(withLast(99))).toEqual([]);
      expect(kinds(withLast(27))).toEqual([]);
    });

    it('says nothing of few, nor of what varies as much anyway', () => {
      const few = Array.from({ length: 20 }, (_, i) => 2 + (i % 3));
      expect(kinds(series(usual(21), [...few, 9]))).toEqual([]);
      const wild = Array.from({ length: 20 }, (_, i) => 20 * 1.6 ** (i % 7));
      expect(kinds(series(usual(21), [...wild, 900]))).toEqual([]);
    });
  });

  describe('values that cannot be', () => {
    it.each([
      ['min', 'mean', -1],
      ['ms', 'max', -0.5],
      ['%', 'mean', 101],
      ['%', 'last', -1],
      ['1', 'sum', -2],
    ] as const)('are reported: unit %s by %s, %d', (unit, overTime, value) => {
      const values = series([...usual(9), value]);
      expect(
        assessQuality(values, { ...options, unit, overTime }),
      ).toMatchObject({
        grade: 'D',
        issues: [{ kind: 'impossible', amount: value }],
      });
    });

    it.each([
      ['EUR', 'sum', -1],
      ['1', 'mean', -1],
      ['points', 'last', 900],
      ['%', 'mean', 100],
      ['h', 'mean', 0],
    ] as const)('are none: unit %s by %s, %d', (unit, overTime, value) => {
      expect(kinds(series([...usual(9), value]), { unit, overTime })).toEqual(
        [],
      );
    });

    it('are what the definition says, instead of the unit', () => {
      const values = series([...usual(9), -5]);
      expect(kinds(values, { unit: '%', plausible: { min: -100 } })).toEqual(
        [],
      );
      expect(kinds(values, { plausible: { min: -4 } })).toEqual(['impossible']);
      expect(
        kinds(series([...usual(9), 700]), { plausible: { max: 500 } }),
      ).toEqual(['impossible']);
    });

    it('are of less weight when they are old', () => {
      const old = series([...usual(5), -1, ...usual(24)]);
      expect(assessQuality(old, options).grade).toBe('C');
    });
  });

  describe('values that do not change', () => {
    const constant = (count: number, value = 4.2) =>
      new Array<number>(count).fill(value);

    it('are reported from the first on', () => {
      expect(
        assessQuality(series([...usual(10), ...constant(5)]), options),
      ).toEqual({
        grade: 'C',
        completeness: 1,
        issues: [
          {
            kind: 'constant',
            grade: 'C',
            period: '2021-11-01',
            count: 5,
            amount: 4.2,
          },
        ],
      });
    });

    it('are no news where values repeat anyway', () => {
      const coarse = [3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 3, 3];
      expect(kinds(series([...coarse, ...constant(6, 4)]))).toEqual([]);
    });

    it('are right at a bound that nothing passes', () => {
      expect(kinds(series([...usual(10), ...constant(12, 0)]))).toEqual([]);
      expect(
        kinds(series([...usual(10), ...constant(12, 100)]), { unit: '%' }),
      ).toEqual([]);
      expect(
        kinds(series([...usual(10), ...constant(12, 5)]), {
          plausible: { max: 5 },
        }),
      ).toEqual([]);
    });

    it('are reported for a mean that never changed, not for a stock', () => {
      expect(kinds(series(constant(10)))).toEqual([]);
      expect(kinds(series(constant(11)))).toEqual(['constant']);
      expect(kinds(series(constant(30)), { overTime: 'last' })).toEqual([]);
    });
  });

  it.each(Object.entries(healthyProcesses))(
    'finds nothing wrong with %s, but for the rate that the docs state',
    (_, { rate = 0.015, options: own, make }) => {
      for (const count of [13, 24, 60]) {
        const worse = Array.from({ length: 1_000 }, () => {
          const periods = months(count);
          const values = make(count).map((value, i) => ({
            period: periods[i],
            ...value,
          }));
          return assessQuality(values, { ...options, ...own }).issues.length;
        }).filter(issues => issues > 0).length;
        expect(worse).toBeLessThanOrEqual(1_000 * rate);
      }
    },
  );
});

describe('withRejectedRows', () => {
  const current = '2026-04-01';
  const monthsBefore = (count: number, first = 0) =>
    Array.from({ length: count }, (_, i) =>
      new Date(Date.UTC(2026, 3 - first - i, 1)).toISOString().slice(0, 10),
    );
  const a = { grade: 'A' as const, completeness: 1, issues: [] };
  const graded = (periods: string[], quality: QualityAssessment = a) =>
    withRejectedRows(quality, {
      rows: new Map(periods.map(start => [start, 2])),
      current,
      periodType: 'month',
    });

  it('says how many rows are missing from how many values', () => {
    expect(graded(['2026-02-01', '2026-01-01'])).toEqual({
      ...a,
      grade: 'B',
      issues: [
        {
          kind: 'incomplete',
          grade: 'B',
          period: '2026-02-01',
          count: 2,
          amount: 4,
        },
      ],
    });
  });

  it.each<[string, string, string[]]>([
    ['A', 'none', []],
    ['B', 'one before the last', monthsBefore(1, 1)],
    ['C', 'the last, which is judged', monthsBefore(1)],
    ['B', '2 of 24', monthsBefore(2, 1)],
    ['C', '3 of 24', monthsBefore(3, 1)],
    ['C', '11 of 24', monthsBefore(11)],
    ['D', '12 of 24', monthsBefore(12)],
    ['B', 'the first of 24', monthsBefore(1, 23)],
    ['A', 'one before 24', monthsBefore(1, 24)],
    ['A', 'the one that runs', ['2026-05-01']],
  ])('gives a %s where %s is incomplete', (grade, _, periods) => {
    expect(graded(periods).grade).toBe(grade);
  });

  it('never improves a grade, and is certain where there is none', () => {
    expect(graded(monthsBefore(1, 1), { ...a, grade: 'D' }).grade).toBe('D');
    expect(graded(monthsBefore(1, 1), { ...a, grade: null }).grade).toBe('B');
    expect(graded([], { ...a, grade: null }).grade).toBeNull();
  });
});

describe('worstGrade', () => {
  it('never improves when an issue is added', () => {
    const pick = <T>(from: readonly T[]): T =>
      from[Math.floor(random() * from.length)];
    for (let i = 0; i < 500; i++) {
      const issues = Array.from({ length: Math.floor(4 * random()) }, () => ({
        grade: pick(qualityGrades),
      }));
      const more = { grade: pick(qualityGrades) };
      expect(worstGrade([...issues, more]) >= worstGrade(issues)).toBe(true);
      expect(worstGrade([more, ...issues])).toBe(worstGrade([...issues, more]));
    }
    expect(worstGrade([])).toBe('A');
  });

  it('never improves when data get worse', () => {
    for (let i = 0; i < 200; i++) {
      const values = series(usual(12 + Math.floor(20 * random())));
      const spoilt = values.map(value =>
        random() < 0.15 ? { ...value, value: -1 } : value,
      );
      const daysLate = Math.floor(120 * random());
      const grade = (of: SignalValue[], late: number) =>
        assessQuality(of, { ...options, daysLate: late }).grade!;
      expect(grade(spoilt, 0) >= grade(values, 0)).toBe(true);
      expect(grade(spoilt, daysLate) >= grade(spoilt, 0)).toBe(true);
    }
  });
});

describe('describeQualityIssue', () => {
  const issue = (
    kind: QualityIssue['kind'],
    count: number,
    amount: number,
  ): QualityIssue => ({
    kind,
    grade: 'C',
    period: '2026-05-01',
    count,
    amount,
  });

  it.each([
    [
      issue('late', 0, 12),
      'Nothing has been measured for 12 days longer than the KPI allows: check the last runs of its source, or allow more time in spec.staleAfter.',
    ],
    [
      issue('gaps', 3, 0.125),
      '3 of the last 24 months have no value, the first is May 2026: collect them again, and have the source write 0 where nothing happened.',
    ],
    [
      issue('volume', 1, 3),
      'In May 2026 the value is based on 3 times as much as usual: check whether the source counts something else now.',
    ],
    [
      issue('volume', 1, 0.25),
      'In May 2026 the value is based on only 25% of the usual: check whether the source counts something else now.',
    ],
    [
      issue('impossible', 3, -2),
      '-2\u00a0h in May 2026 is not possible, nor are 2 earlier values: correct it in the source and collect again, or state the possible values in spec.plausible.',
    ],
    [
      issue('constant', 7, 4.2),
      'The last 7 values, since May 2026, are all 4.2\u00a0h, which is unlikely to be chance: check whether the source still measures or repeats an old value.',
    ],
    [
      issue('incomplete', 1, 1),
      '1 row of the source could not be used, in May 2026: the value is incomplete. Check the errors of the last runs of the source, correct the rows and collect them again.',
    ],
    [
      issue('incomplete', 2, 1_500),
      '1,500 rows of the source could not be used, the last in May 2026: 2 values are incomplete. Check the errors of the last runs of the source, correct the rows and collect them again.',
    ],
  ])('says what %j is and what to do', (given, text) => {
    expect(
      describeQualityIssue(given, { unit: 'h', periodType: 'month' }),
    ).toBe(text);
  });

  it('has a sentence for each kind', () => {
    for (const kind of qualityIssueKinds) {
      expect(
        describeQualityIssue(issue(kind, 1, 1), {
          unit: '%',
          periodType: 'week',
        }),
      ).toMatch(/^.+\.$/);
    }
  });
});
