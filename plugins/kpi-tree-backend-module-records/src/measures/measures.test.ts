import fc from 'fast-check';
import { QuantileSketch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { a, b, collect, domain, TestOptions } from '../__testUtils__/records';
import { Row } from '../rows/RowReader';

jest.setTimeout(60_000);

/** Rows of service A, or of the one given. */
const rows = (list: Record<string, string>[]): Row[] =>
  list.map(row => ({ service: 'A', ...row }));

const measure = (
  settings: Record<string, unknown>,
  list: Record<string, string>[],
  options: TestOptions & { spec?: object } = {},
) =>
  collect(rows(list), { kpis: [{ settings, spec: options.spec }], ...options });

const hours = [
  { at: '2026-01-05T00:00:00Z', n: '4' },
  { at: '2026-01-20T00:00:00Z', n: '1' },
  { at: '2026-01-21T00:00:00Z', n: '7' },
  { at: '2026-03-01T00:00:00Z', n: '-2' },
  { at: '2026-03-02T00:00:00Z', n: '3' },
  { at: '2026-03-03T00:00:00Z', n: '' },
];

describe('measures', () => {
  it('count: rows, and zero in a covered period without one', async () => {
    const { values } = await measure({ measure: 'count' }, hours);
    expect(values(a)).toEqual({
      '2026-01-01': [3, 1],
      '2026-02-01': [0, 1],
      '2026-03-01': [3, 1],
    });
  });

  it('sum: the values, zero in a covered period without one', async () => {
    const { values } = await measure({ measure: 'sum', of: 'n' }, hours);
    expect(values(a)).toEqual({
      '2026-01-01': [12, 3],
      '2026-02-01': [0, 0],
      '2026-03-01': [1, 2],
    });
  });

  it.each([
    ['mean', { '2026-01-01': [4, 3], '2026-03-01': [0.5, 2] }],
    ['median', { '2026-01-01': [4, 3], '2026-03-01': [0.5, 2] }],
    ['max', { '2026-01-01': [7, 3], '2026-03-01': [3, 2] }],
    ['min', { '2026-01-01': [1, 3], '2026-03-01': [-2, 2] }],
  ])(
    '%s: of the rows that have a value, nothing without one',
    async (name, expected) => {
      const { values, errors } = await measure(
        { measure: name, of: 'n' },
        hours,
      );
      expect(values(a)).toEqual(expected);
      expect(errors).toEqual([]);
    },
  );

  it('quantile: with the sketch of its distribution', async () => {
    const settings = { measure: 'quantile', of: 'n' };
    const aggregate = {
      overTime: 'quantile',
      overEntities: 'quantile',
      quantile: 0.5,
    };
    const { values, errors, measurements } = await measure(settings, hours, {
      spec: { aggregate },
    });
    expect(errors).toEqual([]);
    const [january, march] = measurements.filter(m => m.entityRef === a);
    const [value, weight] = values(a)['2026-01-01'];
    expect(Math.abs(value! - 4)).toBeLessThanOrEqual(0.04);
    expect(weight).toBe(3);
    const sketch = QuantileSketch.fromBytes(january.sketch!);
    expect(sketch.count).toBe(3);
    expect(Math.abs(sketch.quantile(1)! - 7)).toBeLessThanOrEqual(0.07);
    expect(QuantileSketch.fromBytes(march.sketch!).count).toBe(2);
    const unsaid = await measure(settings, hours);
    expect(unsaid.errors).toEqual([
      expect.stringMatching('spec.aggregate has no quantile'),
    ]);
  });

  it('mean: by the weights of a column', async () => {
    const { values } = await measure(
      { measure: 'mean', of: 'n', weight: 'w' },
      [
        { at: '2026-01-05', n: '10', w: '1' },
        { at: '2026-01-06', n: '4', w: '3' },
        { at: '2026-01-07', n: '99', w: '0' },
      ],
    );
    expect(values(a)).toEqual({ '2026-01-01': [5.5, 4] });
  });

  it('ratio: of rows in percent, or of sums', async () => {
    const list = [
      { at: '2026-01-05', ok: 'yes', good: '8', all: '10' },
      { at: '2026-01-06', ok: 'no', good: '1', all: '10' },
      { at: '2026-01-07', ok: 'yes', good: '', all: '' },
      { at: '2026-01-08', ok: 'later', good: '0', all: '0' },
    ];
    const yes = { where: { ok: 'yes' } };
    const ofAll = await measure({ measure: 'ratio', numerator: yes }, list, {
      spec: { unit: '%' },
    });
    expect(ofAll.values(a)).toEqual({ '2026-01-01': [50, 4] });
    const ofSome = await measure(
      {
        measure: 'ratio',
        numerator: yes,
        denominator: { where: { ok: { $in: ['yes', 'no'] } } },
      },
      list,
      { spec: { unit: '1' } },
    );
    expect(ofSome.values(a)).toEqual({ '2026-01-01': [2 / 3, 3] });
    const ofSums = await measure(
      {
        measure: 'ratio',
        numerator: { sum: 'good' },
        denominator: { sum: 'all' },
      },
      list,
      { spec: { unit: '%' } },
    );
    expect(ofSums.values(a)).toEqual({ '2026-01-01': [45, 20] });
    const ofNothing = await measure(
      { measure: 'ratio', numerator: yes, denominator: { sum: 'good' } },
      [{ at: '2026-01-08', ok: 'no', good: '0' }],
    );
    expect(ofNothing.values(a)).toEqual({});
  });

  it.each([2, 5, 12, 40])(
    'quantile: that of 0.5 is the median of the same %s rows',
    async count => {
      const list = Array.from({ length: count }, (_, i) => ({
        at: `2026-01-${String(1 + (i % 28)).padStart(2, '0')}`,
        v: String(((i * 7919) % 1009) ** 2 / 7),
      }));
      const of = 'v';
      const both = await measure({ measure: 'median', of }, list);
      const quantile = await measure({ measure: 'quantile', of }, list, {
        spec: {
          aggregate: {
            overTime: 'quantile',
            overEntities: 'quantile',
            quantile: 0.5,
          },
        },
      });
      const [median] = both.values(a)['2026-01-01'];
      const [found] = quantile.values(a)['2026-01-01'];
      expect(found).toBeCloseTo(median!, 8);
    },
  );

  it('ratio and mean: what stands over nothing is measured, without a value', async () => {
    const list = [
      { at: '2026-01-05', cost: '30', sold: '2' },
      { at: '2026-01-06', cost: '12', sold: '0' },
      { at: '2026-01-07', cost: '-6', sold: '-1' }, // Booked back
      { at: '2026-01-08', cost: '', sold: '' },
    ];
    const perSold = await measure(
      {
        measure: 'ratio',
        numerator: { sum: 'cost' },
        denominator: { sum: 'sold' },
      },
      list,
      { spec: { unit: '%', grain: 'day' } },
    );
    expect(
      perSold.measurements
        .filter(({ entityRef }) => entityRef === a)
        .map(({ period: start, value, weight, numerator }) => [
          start,
          value,
          weight,
          numerator,
        ]),
    ).toEqual([
      ['2026-01-05', 1500, 2, 3000],
      ['2026-01-06', null, 0, 1200],
      ['2026-01-07', null, -1, -600],
    ]);
    const weighted = await measure(
      { measure: 'mean', of: 'cost', weight: 'sold' },
      list,
      { spec: { grain: 'day' } },
    );
    expect(weighted.values(a)).toEqual({
      '2026-01-05': [30, 2],
      '2026-01-07': [null, -1],
    });
  });

  it('ratio and mean: are the plain sums of any rows, also over nothing', async () => {
    const row = fc.record({
      service: fc.constantFrom('A', 'B'),
      day: fc.integer({ min: 0, max: 80 }),
      cost: fc.option(fc.integer({ min: -400, max: 4_000 })),
      sold: fc.option(fc.constantFrom(0, 0, 0, 1, 2, 7, -1)),
    });
    const total = (numbers: number[]) => numbers.reduce((x, y) => x + y, 0);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), async list => {
        const dateOf = (day: number) =>
          new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const texts = list.map(({ service, day, cost, sold }) => ({
          service,
          at: dateOf(day),
          cost: cost === null ? '' : String(cost / 4),
          sold: sold === null ? '' : String(sold),
        }));
        const { measurements, errors } = await collect(texts, {
          kpis: [
            {
              name: 'ratio',
              settings: {
                measure: 'ratio',
                numerator: { sum: 'cost' },
                denominator: { sum: 'sold' },
              },
              spec: { unit: 'EUR', grain: 'day' },
            },
            {
              name: 'mean',
              settings: { measure: 'mean', of: 'cost' },
              spec: { unit: 'EUR', grain: 'day' },
            },
          ],
        });
        expect(errors).toEqual([]);
        for (const [service, ref] of [
          ['A', a],
          ['B', b],
        ]) {
          for (const month of ['2026-01', '2026-02', '2026-03']) {
            const rowsOf = list.filter(
              one =>
                one.service === service && dateOf(one.day).startsWith(month),
            );
            const costs = rowsOf.map(({ cost }) => (cost ?? 0) / 4);
            const expected: Record<string, [number, number]> = {
              ratio: [total(costs), total(rowsOf.map(({ sold }) => sold ?? 0))],
              mean: [
                total(costs),
                rowsOf.filter(({ cost }) => cost !== null).length,
              ],
            };
            for (const [kpi, [above, below]] of Object.entries(expected)) {
              const found = measurements.filter(
                one =>
                  one.entityRef === ref &&
                  one.kpi === kpi &&
                  one.period.startsWith(month),
              );
              expect(total(found.map(one => one.weight))).toBe(below);
              expect(total(found.map(one => one.numerator!))).toBeCloseTo(
                above,
                9,
              );
              for (const { value, weight, numerator } of found) {
                expect(value).toBe(weight > 0 ? numerator! / weight : null);
              }
            }
          }
        }
      }),
      // Each run is a whole collection
      { numRuns: 25, seed: 1 },
    );
  });

  it('ratio: of rows that took no longer, and of those that were not late', async () => {
    const of = { duration: { from: 'at', to: 'to' } };
    const list = [
      {
        at: '2026-01-05T00:00Z',
        to: '2026-01-05T04:00Z',
        due: '2026-01-05T04:00Z',
      },
      {
        at: '2026-01-06T00:00Z',
        to: '2026-01-06T04:01Z',
        due: '2026-01-07T00:00Z',
      },
      {
        at: '2026-01-07T00:00Z',
        to: '2026-01-07T01:00Z',
        due: '2026-01-07T00:59Z',
      },
      { at: '2026-01-08T00:00Z', to: '', due: '2026-01-09T00:00Z' },
      { at: '2026-01-09T00:00Z', to: '2026-01-09T00:10Z', due: '' },
    ];
    const share = async (numerator: object) =>
      (
        await measure({ measure: 'ratio', numerator }, list, {
          spec: { unit: '%' },
        })
      ).values(a);
    expect(await share({ ...of, atMost: 4, unit: 'h' })).toEqual({
      '2026-01-01': [60, 5],
    });
    expect(await share({ ...of, atMost: 240, unit: 'min' })).toEqual({
      '2026-01-01': [60, 5],
    });
    expect(await share({ at: 'to', notAfter: 'due' })).toEqual({
      '2026-01-01': [40, 5],
    });
  });

  it('durations: in the unit of the KPI, what has not ended left out', async () => {
    const list = [
      {
        at: '2026-01-05',
        from: '2026-01-05T00:00:00Z',
        to: '2026-01-05T01:30:00Z',
      },
      { at: '2026-01-06', from: '2026-01-06T00:00:00Z', to: '' },
    ];
    const of = { duration: { from: 'from', to: 'to' } };
    for (const [unit, expected] of [
      ['h', 1.5],
      ['min', 90],
      ['d', 0.0625],
    ] as const) {
      const { values } = await measure({ measure: 'mean', of }, list, {
        spec: { unit },
      });
      expect(values(a)).toEqual({ '2026-01-01': [expected, 1] });
    }
    const { values } = await measure(
      { measure: 'max', of: { column: 'm', unit: 'min' } },
      [{ at: '2026-01-05', m: '90' }],
    );
    expect(values(a)).toEqual({ '2026-01-01': [1.5, 1] });
  });

  it('timeBetween: from the record before, in any order of the rows', async () => {
    const { values } = await measure({ measure: 'timeBetween' }, [
      { at: '2026-02-01T12:00:00Z' },
      { at: '2026-01-31T12:00:00Z' },
      { at: '2026-02-02T00:00:00Z' },
      { at: '2026-01-01T00:00:00Z', service: 'B' },
    ]);
    // 24 h into February, then 12 h.
    expect(values(a)).toEqual({ '2026-02-01': [18, 2] });
    expect(values(b)).toEqual({});
    expect(values(domain)).toEqual({
      '2026-01-01': [732, 1],
      '2026-02-01': [18, 2],
    });
  });

  it('counts only the rows that are meant', async () => {
    const { values } = await measure(
      { measure: 'count', where: { impact: { $in: ['major', 'critical'] } } },
      [
        { at: '2026-01-05', impact: 'minor' },
        { at: '2026-02-05', impact: 'major' },
        { at: '2026-02-06', impact: 'critical' },
      ],
    );
    // The minor incident does not count, and shows that January is covered.
    expect(values(a)).toEqual({
      '2026-01-01': [0, 1],
      '2026-02-01': [2, 1],
    });
  });

  it.each<[string, string, string]>([
    ['JSON', 'true', 'false'],
    ['PostgreSQL', 't', 'f'],
    ['MySQL and SQLite', '1', '0'],
    ['a spreadsheet', 'TRUE', 'FALSE'],
  ])('knows true and false as %s has them', async (_, yes, no) => {
    const list = [
      { at: '2026-02-05', major: yes, late: yes },
      { at: '2026-02-06', major: no, late: yes },
      { at: '2026-02-07', major: no, late: no },
      { at: '2026-02-08', major: '', late: no },
    ];
    const count = async (where: object) => {
      const { values } = await measure({ measure: 'count', where }, list);
      return values(a)['2026-02-01'][0];
    };
    expect(await count({ major: true })).toBe(1);
    expect(await count({ major: false })).toBe(2);
    expect(await count({ $not: { major: false } })).toBe(2);
    expect(await count({ major: { $in: [true, ''] } })).toBe(2);
    expect(
      await count({ $any: [{ major: true }, { $all: [{ late: false }] }] }),
    ).toBe(3);
    // What is blank is missing
    expect(await count({ major: { $exists: true } })).toBe(3);
    expect(await count({ major: { $exists: false } })).toBe(1);
    const { values } = await measure(
      { measure: 'ratio', numerator: { where: { late: true } } },
      list,
      { spec: { unit: '%' } },
    );
    expect(values(a)['2026-02-01']).toEqual([50, 4]);
  });
});

describe('open', () => {
  const list = [
    { at: '2026-01-05T00:00Z', to: '2026-03-02T00:00Z' },
    { at: '2026-01-30T00:00Z', to: '2026-01-31T00:00Z' },
    { at: '2026-02-27T00:00Z', to: '2026-03-01T00:00Z' },
    // Not ended, or in future only
    { at: '2026-03-31T00:00Z', to: '' },
    { at: '2026-03-31T12:00Z', to: '2027-01-01T00:00Z' },
  ];
  const covers = { until: '2026-04-11' };

  it('counts what is open at the end of each period', async () => {
    const { values, errors } = await measure(
      { measure: 'open', to: 'to' },
      list,
      { config: { covers } },
    );
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({
      '2026-01-01': [1, 1],
      '2026-02-01': [2, 1],
      '2026-03-01': [2, 1],
      '2026-04-01': [2, 1],
    });
    expect(values(b)).toEqual({});
  });

  it('knows what was opened before it is covered', async () => {
    const { values } = await measure({ measure: 'open', to: 'to' }, list, {
      config: { covers: { from: '2026-02-01', until: '2026-03-01' } },
    });
    expect(values(a)).toEqual({ '2026-02-01': [2, 1] });
  });

  it('tells how old it is, nothing where none is open', async () => {
    const { values } = await measure(
      { measure: 'openAge', to: 'to' },
      [...list, { at: '2026-06-01T00:00Z', to: '2026-06-02T00:00Z' }],
      { config: { covers }, spec: { unit: 'd' } },
    );
    expect(values(a)).toEqual({
      '2026-01-01': [27, 1],
      // 55 and 2 days, on the first of March
      '2026-02-01': [28.5, 2],
      '2026-03-01': [0.75, 2],
      // Until the eleventh
      '2026-04-01': [10.75, 2],
    });
    const none = await measure(
      { measure: 'openAge', to: 'to' },
      [{ at: '2026-01-05T00:00Z', to: '2026-01-06T00:00Z' }],
      { config: { covers } },
    );
    expect(none.values(a)).toEqual({});
  });

  it('says which date is wrong, and which unit', async () => {
    const wrong = { at: '2026-02-05', to: '2026-02-04' };
    const { errors, values } = await measure({ measure: 'open', to: 'to' }, [
      ...list,
      wrong,
    ]);
    expect(errors).toEqual([
      'rows line 7: "2026-02-05 .. 2026-02-04": to is before at: correct one of them',
    ]);
    expect(values(a)['2026-02-01']).toEqual([2, 1]);
    const unit = await measure({ measure: 'openAge', to: 'to' }, list, {
      spec: { unit: '%' },
    });
    expect(unit.errors).toEqual([expect.stringContaining('spec.unit is "%"')]);
  });
});

describe('availability', () => {
  const settings = {
    measure: 'availability',
    from: 'at',
    to: 'to',
    downtime: {
      column: 'impact',
      values: { critical: 1, major: 0.3 },
      otherwise: 0,
    },
  };
  const covers = { from: '2026-01-01', until: '2026-03-01' };
  const JANUARY = 31 * 1440;
  const FEBRUARY = 28 * 1440;

  const down = async (
    list: Record<string, string>[],
    options: TestOptions = {},
  ) => {
    const { values } = await measure(settings, list, {
      config: { covers },
      ...options,
    });
    return Object.fromEntries(
      Object.entries(values(a)).map(([start, [value, weight]]) => [
        start,
        // Minutes of downtime, and of the period.
        [Math.round((1 - value!) * weight! * 1e6) / 1e6, weight],
      ]),
    );
  };

  it('weighs the impact and takes the highest where records overlap', async () => {
    expect(
      await down([
        {
          at: '2026-01-05T00:00:00Z',
          to: '2026-01-05T02:00:00Z',
          impact: 'major',
        },
        {
          at: '2026-01-05T01:00:00Z',
          to: '2026-01-05T01:30:00Z',
          impact: 'critical',
        },
        {
          at: '2026-01-05T01:00:00Z',
          to: '2026-01-05T09:00:00Z',
          impact: 'minor',
        },
      ]),
    ).toEqual({
      '2026-01-01': [90 * 0.3 + 30, JANUARY],
      '2026-02-01': [0, FEBRUARY],
    });
  });

  it('splits a record over the periods that it touches', async () => {
    expect(
      await down([
        {
          at: '2026-01-31T23:00:00Z',
          to: '2026-02-01T02:00:00Z',
          impact: 'critical',
        },
      ]),
    ).toEqual({ '2026-01-01': [60, JANUARY], '2026-02-01': [120, FEBRUARY] });
  });

  it('takes a record without an end for one that still runs', async () => {
    expect(
      await down([{ at: '2026-02-28T23:00:00Z', to: '', impact: 'critical' }]),
    ).toEqual({ '2026-01-01': [0, JANUARY], '2026-02-01': [60, FEBRUARY] });
    expect(
      await down([{ at: '2026-02-28T23:00:00Z', to: '', impact: 'critical' }], {
        request: { to: new Date('2026-02-28T23:30:00Z') },
      }),
    ).toEqual({
      '2026-01-01': [0, JANUARY],
      '2026-02-01': [30, FEBRUARY - 30],
    });
  });

  it('counts the minutes of days with summer time', async () => {
    const { values } = await measure(
      { ...settings, downtime: undefined },
      [
        { at: '2026-03-29T00:00', to: '2026-03-29T06:00', impact: '' },
        { at: '2026-03-30T00:00', to: '2026-03-30T00:00', impact: '' },
      ],
      {
        spec: { unit: '%', grain: 'day' },
        request: { timeZone: 'Europe/Berlin' },
      },
    );
    // At 2 o'clock it was 3: the six hours were five, of 23.
    expect(values(a)).toEqual({
      '2026-03-29': [expect.closeTo((100 * 18) / 23, 9), 1380],
    });
  });

  it('knows nothing before the day of the first record', async () => {
    const { values } = await measure(settings, [
      {
        at: '2026-01-11T12:00:00Z',
        to: '2026-01-11T13:00:00Z',
        impact: 'critical',
      },
      {
        at: '2026-01-21T00:00:00Z',
        to: '2026-01-25T00:00:00Z',
        impact: 'critical',
      },
    ]);
    expect(values(a)).toEqual({
      '2026-01-01': [expect.closeTo(1 - 1 / 240, 12), 14_400],
    });
    expect(values(b)).toEqual({});
  });
});
