import {
  addPeriods,
  fromEpochDay,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { randomOf } from '../__testUtils__/arithmeticCorpus';
import { StoredValue } from '../store/ranges';
import { combineOverTime } from './combine';
import { KnownSeries } from './known';

const day = toEpochDay;
const at = (...dates: string[]): StoredValue[] =>
  dates.map(start => ({ period: start, value: 10, weight: 1 }));

/** The days of a stretch, the last excluded. */
const days = (from: string, until: string) =>
  Array.from({ length: day(until) - day(from) }, (_, i) =>
    fromEpochDay(day(from) + i),
  );

const sent: Omit<KnownSeries, 'known'> = {
  folded: null,
  deleted: [],
  runId: null,
};

const series = (known: [string, string] | null): KnownSeries => ({
  ...sent,
  known: known && { from: day(known[0]), until: day(known[1]) },
});

const deleted = (
  known: [string, string] | null,
  ...gone: [string, string][]
) => ({
  ...series(known),
  deleted: gone.map(([from, until]) => ({
    from: day(from),
    until: day(until),
  })),
});

const nothing: KnownSeries = { ...sent, known: { from: 0, until: 0 } };

/** `<period>: <value> of <days>/<all>`, the days where not all are known. */
function combined(
  measurements: StoredValue[],
  of: KnownSeries,
  {
    overTime = 'sum',
    grain = 'day',
    periodType: periodType = 'month',
    today = '2026-05-15',
  }: {
    overTime?: 'sum' | 'last' | 'mean';
    grain?: PeriodType;
    periodType?: PeriodType;
    today?: string;
  } = {},
): string[] {
  return combineOverTime(
    measurements,
    { grain, aggregate: { overTime, overEntities: 'sum' } },
    periodType,
    of,
    day(today),
  ).map(
    ({ period: start, value, known }) =>
      `${start}: ${value}${known ? ` of ${known.days}/${known.of}` : ''}`,
  );
}

describe('how much of a period is known', () => {
  it('is the days that were measured where silence says nothing', () => {
    expect(combined(at(...days('2026-04-01', '2026-04-11')), nothing)).toEqual([
      '2026-04-01: 100 of 10/30',
    ]);
    expect(combined(at(...days('2026-04-01', '2026-05-01')), nothing)).toEqual([
      '2026-04-01: 300',
    ]);
  });

  it('is the days on which its source has looked, measured or not', () => {
    expect(
      combined(at('2026-04-03'), series(['2026-02-17', '2026-05-15'])),
    ).toEqual(['2026-04-01: 10']);
    expect(
      combined(at('2026-02-20'), series(['2026-02-17', '2026-05-15'])),
    ).toEqual(['2026-02-01: 10 of 12/28']);
    expect(
      combined(at('2026-04-03'), series(['2026-02-17', '2026-04-21'])),
    ).toEqual(['2026-04-01: 10 of 20/30']);
  });

  it('counts what was measured where nobody says to have looked', () => {
    expect(
      combined(
        at('2026-04-01', '2026-04-02', '2026-04-25'),
        series(['2026-04-21', '2026-05-15']),
      ),
    ).toEqual(['2026-04-01: 30 of 12/30']);
  });

  it('is the part of a month that was looked at where months are measured', () => {
    const options = { grain: 'month' } as const;
    expect(
      combined(
        at('2026-02-01', '2026-03-01', '2026-04-01'),
        series(['2026-02-17', '2026-04-16']),
        options,
      ),
    ).toEqual([
      '2026-02-01: 10 of 12/28',
      '2026-03-01: 10',
      '2026-04-01: 10 of 15/30',
    ]);
    expect(combined(at('2026-02-01'), nothing, options)).toEqual([
      '2026-02-01: 10',
    ]);
  });

  it('is that of the days that have passed while the period runs', () => {
    expect(combined(at(...days('2026-05-01', '2026-05-16')), nothing)).toEqual([
      '2026-05-01: 150',
    ]);
    expect(combined(at(...days('2026-05-03', '2026-05-13')), nothing)).toEqual([
      '2026-05-01: 100 of 10/12',
    ]);
    expect(
      combined(at('2026-05-02'), series(['2026-01-01', '2026-05-15'])),
    ).toEqual(['2026-05-01: 10']);
  });

  it('is not known of what nobody has noted yet', () => {
    expect(combined(at('2026-04-03'), series(null))).toEqual([
      '2026-04-01: 10',
    ]);
  });

  it('is kept of what is folded, and added up in longer periods', () => {
    const folded = { until: '2026-04-01', grain: 'month', arithmetic: 6 };
    const values: StoredValue[] = [
      { period: '2026-01-01', value: 1, weight: 1 },
      {
        period: '2026-02-01',
        value: 2,
        weight: 1,
        known: { days: 12, of: 28 },
      },
    ];
    for (const known of [null, { from: 0, until: 0 }]) {
      const of = { ...sent, folded, known } as KnownSeries;
      expect(combined(values, of)).toEqual([
        '2026-01-01: 1',
        '2026-02-01: 2 of 12/28',
      ]);
    }
    expect(
      combined(values, { ...sent, folded, known: null } as KnownSeries, {
        periodType: 'quarter',
      }),
    ).toEqual(['2026-01-01: 3 of 74/90']);
    expect(
      combined(
        values,
        { ...sent, folded, known: nothing.known } as KnownSeries,
        {
          periodType: 'quarter',
        },
      ),
    ).toEqual(['2026-01-01: 3 of 43/90']);
  });

  it('is not what was deleted, until somebody has looked again', () => {
    const looked: [string, string] = ['2026-01-01', '2026-05-15'];
    const april = at('2026-04-03', '2026-04-20');
    expect(
      combined(april, deleted(looked, ['2026-04-05', '2026-04-11'])),
    ).toEqual(['2026-04-01: 20 of 24/30']);
    // Of what was measured again since all is known
    expect(
      combined(april, deleted(looked, ['2026-04-02', '2026-04-05'])),
    ).toEqual(['2026-04-01: 20 of 28/30']);
    expect(
      combined(april, deleted(null, ['2026-03-20', '2026-04-03'])),
    ).toEqual(['2026-04-01: 20 of 28/30']);
    expect(
      combined(at('2026-05-02'), deleted(looked, ['2026-05-05', '2026-05-07'])),
    ).toEqual(['2026-05-01: 10 of 12/14']);
  });

  it('is not the day on which its source has looked last, but what was sent is', () => {
    const until14: [string, string] = ['2026-01-01', '2026-05-14'];
    const collected = { ...series(until14), runId: 'run' };
    const by = { periodType: 'day', today: '2026-05-15' } as const;
    const two = at('2026-05-13', '2026-05-14');
    expect(combined(two, collected, by)).toEqual([
      '2026-05-13: 10',
      '2026-05-14: 10 of 0/1',
    ]);
    expect(combined(two, series(until14), by)).toEqual([
      '2026-05-13: 10',
      '2026-05-14: 10',
    ]);
    // What was open then is not what is at the end
    expect(
      combined(
        at(...days('2026-05-04', '2026-05-11')),
        { ...series(['2026-01-01', '2026-05-10']), runId: 'run' },
        { overTime: 'last', periodType: 'week' },
      ),
    ).toEqual(['2026-05-04: 10 of 6/7']);
    // A month that was begun when its source looked last
    expect(
      combined(
        at('2026-04-01'),
        { ...series(['2026-01-01', '2026-04-01']), runId: 'run' },
        { grain: 'month' },
      ),
    ).toEqual(['2026-04-01: 10 of 0/30']);
  });

  describe('at the end of a period', () => {
    const last = { overTime: 'last' } as const;

    it('has no value where the last folded months of a quarter had none', () => {
      const folded = { until: '2026-04-01', grain: 'month', arithmetic: 6 };
      const of = { ...series(['2026-01-01', '2026-05-15']), folded };
      const quarter = { ...last, periodType: 'quarter' } as const;
      expect(combined(at('2026-02-01'), of as KnownSeries, last)).toEqual([
        '2026-02-01: 10',
      ]);
      expect(combined(at('2026-02-01'), of as KnownSeries, quarter)).toEqual(
        [],
      );
      expect(combined(at('2026-03-01'), of as KnownSeries, quarter)).toEqual([
        '2026-01-01: 10',
      ]);
    });

    it('is unknown where the last days were deleted', () => {
      const looked: [string, string] = ['2026-01-01', '2026-05-15'];
      const open = at(...days('2026-04-01', '2026-04-25'));
      expect(
        combined(open, deleted(looked, ['2026-04-25', '2026-05-01']), last),
      ).toEqual(['2026-04-01: 10 of 24/30']);
      expect(
        combined(open, deleted(looked, ['2026-04-25', '2026-04-30']), last),
      ).toEqual([]);
    });

    it('has no value where its source has looked and found nothing', () => {
      const looked = series(['2026-01-01', '2026-05-15']);
      const open = at(...days('2026-03-01', '2026-04-21'));
      expect(combined(open, looked, last)).toEqual(['2026-03-01: 10']);
      expect(
        combined(open, looked, { ...last, periodType: 'quarter' }),
      ).toEqual(['2026-01-01: 10']);
      expect(combined(at('2026-05-03'), looked, last)).toEqual([]);
      // The day that runs is not looked at to the end
      expect(combined(at('2026-05-14'), looked, last)).toEqual([
        '2026-05-01: 10',
      ]);
    });

    it('is known as far as something was measured or looked at', () => {
      expect(combined(at('2026-04-28'), nothing, last)).toEqual([
        '2026-04-01: 10 of 28/30',
      ]);
      expect(combined(at('2026-04-10', '2026-04-30'), nothing, last)).toEqual([
        '2026-04-01: 10',
      ]);
      expect(
        combined(at('2026-04-20'), series(['2026-01-01', '2026-04-21']), last),
      ).toEqual(['2026-04-01: 10 of 20/30']);
      expect(combined(at('2026-05-02'), nothing, last)).toEqual([
        '2026-05-01: 10',
      ]);
    });

    it('has no value where the last months of a quarter had none', () => {
      expect(
        combined(at('2026-01-01'), series(['2026-01-01', '2026-05-15']), {
          ...last,
          grain: 'month',
          periodType: 'quarter',
        }),
      ).toEqual([]);
    });
  });

  it.each([1, 2, 3, 4, 5, 6])('is what a count of days comes to (%s)', seed => {
    const random = randomOf(seed);
    const first = '2025-12-20';
    const dates = days(first, '2026-05-20').filter(() => random() < 0.5);
    const place = () => day(first) + Math.floor(random() * 160);
    const [from, until] = [place(), place()].sort((a, b) => a - b);
    const gone = [place(), place(), place(), place()].sort((a, b) => a - b);
    const holes = [
      { from: gone[0], until: gone[1] },
      { from: gone[2], until: gone[3] },
    ];
    const isLooked = (one: number) =>
      from <= one &&
      one < until &&
      !holes.some(hole => hole.from <= one && one < hole.until);
    const today = '2026-05-15';
    for (const periodType of ['week', 'month', 'quarter'] as const) {
      const found = combineOverTime(
        at(...dates),
        { grain: 'day', aggregate: { overTime: 'sum', overEntities: 'sum' } },
        periodType,
        { ...sent, known: { from, until }, deleted: holes },
        day(today),
      );
      expect(found.length).toBeGreaterThan(1);
      for (const { period: start, known } of found) {
        const end = addPeriods(start, periodType, 1);
        if (end > today) {
          continue;
        }
        const all = days(start, end);
        const there = all.filter(
          date => dates.includes(date) || isLooked(day(date)),
        ).length;
        expect([start, known?.days ?? all.length]).toEqual([start, there]);
        expect(known?.of ?? all.length).toBe(all.length);
      }
    }
  });
});
