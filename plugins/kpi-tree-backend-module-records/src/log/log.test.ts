/** Times of all rows of a record, each of which is a change of it. */
import fc from 'fast-check';
import { a, b, collect, domain, TestKpi } from '../__testUtils__/records';
import { Row } from '../rows/RowReader';

jest.setTimeout(120_000);

/** The log of a service desk, a row for each change of a ticket. */
const log = (rows: [string, string, string, string?, string?][]): Row[] =>
  rows.map(([number, changed, state, closed = '', service = 'A']) => ({
    number,
    changed,
    state,
    at: closed,
    service,
    opened: '2016-02-29T01:16:00Z',
  }));

/** Three tickets: one waits twice, one never, and one waits still. */
const tickets = log([
  ['INC45', '2016-02-29T01:23:00Z', 'New', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-02-29T08:53:00Z', 'Awaiting user', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-02-29T11:29:00Z', 'Awaiting user', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-03-01T11:29:00Z', 'Active', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-03-02T10:00:00Z', 'Awaiting User', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-03-02T12:30:00Z', 'Resolved', '2016-03-05T12:00:00Z'],
  ['INC45', '2016-03-05T12:00:00Z', 'Closed', '2016-03-05T12:00:00Z'],
  ['INC47', '2016-02-29T04:57:00Z', 'New', '2016-03-06T10:00:00Z'],
  ['INC47', '2016-03-06T10:00:00Z', 'Closed', '2016-03-06T10:00:00Z'],
  ['INC57', '2016-02-29T06:26:00Z', 'New', '2016-03-07T10:00:00Z'],
  ['INC57', '2016-03-01T06:26:00Z', 'Awaiting user', '2016-03-07T10:00:00Z'],
]);

const config = { key: ['number'], version: 'changed' };
const waiting = { state: 'Awaiting user' };
const request = { to: new Date('2016-04-15T00:00:00Z') };

const measure = (settings: object, rows: Row[], options: object = {}) =>
  collect(rows, {
    kpis: [{ settings: { ...settings } } as TestKpi],
    config,
    request,
    ...options,
  });

describe('the time in a state', () => {
  it('adds up the stays of a record, of rows in any order, in the period in which it closed', async () => {
    const { values, errors } = await measure(
      { measure: 'mean', of: { timeIn: { where: waiting } } },
      [...tickets].reverse(),
    );
    expect(errors).toEqual([]);
    // 26:36 and 2:30; the one that never waited, and the one that waits, have none
    expect(values(a)).toEqual({ '2016-03-01': [expect.closeTo(29.1, 9), 1] });
    expect(values(domain)).toEqual(values(a));
  });

  it('is 0 of what never was in it, if that is said', async () => {
    const { values } = await measure(
      { measure: 'mean', of: { timeIn: { where: waiting, never: 0 } } },
      tickets,
    );
    expect(values(a)).toEqual({ '2016-03-01': [expect.closeTo(14.55, 9), 2] });
  });

  it('can be in a median, a sum, an extreme and a share as well', async () => {
    const of = { timeIn: { where: { state: { $in: ['New', 'Resolved'] } } } };
    const { values, errors } = await collect(tickets, {
      config,
      request,
      kpis: [
        { name: 'median', settings: { measure: 'median', of } },
        { name: 'sum', settings: { measure: 'sum', of } },
        { name: 'max', settings: { measure: 'max', of } },
        {
          name: 'share',
          settings: {
            measure: 'ratio',
            numerator: { ...of, atMost: 100, unit: 'h' },
          },
          spec: { unit: '%' },
        },
      ],
    });
    expect(errors).toEqual([]);
    // 7:30 and 71:30; 149:03; 24:00
    expect(values(a, 'median')).toEqual({ '2016-03-01': [79, 3] });
    expect(values(a, 'sum')).toEqual({
      '2016-03-01': [expect.closeTo(252.05, 9), 3],
    });
    expect(values(a, 'max')).toEqual({
      '2016-03-01': [expect.closeTo(149.05, 9), 3],
    });
    expect(values(a, 'share')).toEqual({
      '2016-03-01': [expect.closeTo(200 / 3, 9), 3],
    });
  });

  it('is of some rows, where others say nothing of a state', async () => {
    const rows: Row[] = [
      ['1', '2026-04-01T00:00:00Z', 'status', 'Doing'],
      ['1', '2026-04-01T05:00:00Z', 'assignee', 'Doing'],
      ['1', '2026-04-01T06:00:00Z', 'assignee', 'Ann'],
      ['1', '2026-04-01T08:00:00Z', 'status', 'Done'],
    ].map(([key, at, field, to]) => ({ service: 'B', key, at, field, to }));
    const { values, errors } = await collect(rows, {
      kpis: [
        {
          settings: {
            measure: 'mean',
            of: {
              timeIn: { where: { to: 'Doing' }, among: { field: 'status' } },
            },
          },
        },
      ],
      config: { key: ['key'], version: 'at' },
    });
    expect(errors).toEqual([]);
    expect(values(b)).toEqual({ '2026-04-01': [8, 1] });
  });

  it('goes by the number of a change, where its time has minutes only', async () => {
    const rows = [
      ['1', '29/2/2016 08:53', 'Active', '10'],
      ['1', '29/2/2016 08:53', 'New', '9'],
      ['1', '29/2/2016 10:53', 'Closed', '11'],
    ].map(([number, changed, state, change]) => ({
      service: 'A',
      at: '2016-02-29',
      ...{ number, changed, state, change },
    }));
    const { values, errors } = await collect(rows, {
      kpis: ['New', 'Active'].map(state => ({
        name: state,
        settings: {
          measure: 'mean',
          of: { timeIn: { where: { state }, at: 'changed' } },
        },
      })),
      config: {
        key: ['number'],
        version: 'change',
        columns: {
          changed: { type: 'time', format: '%d/%m/%Y %H:%M' },
        } as never,
      },
      request,
    });
    expect(errors).toEqual([]);
    expect(values(a, 'New')).toEqual({ '2016-02-01': [0, 1] });
    expect(values(a, 'Active')).toEqual({ '2016-02-01': [2, 1] });
  });

  it('says which record goes back, which has no time, and which state no row has', async () => {
    const rows = [
      ['1', '2016-03-02T00:00:00Z', 'Waiting', '1'],
      ['1', '2016-03-01T00:00:00Z', 'Active', '2'],
      ['2', '2016-03-01T00:00:00Z', 'Waiting', '1'],
      ['2', 'yesterday', 'Active', '2'],
      ['3', '2016-03-01T00:00:00Z', 'Waiting', '1'],
      ['3', '2016-03-01T12:00:00Z', 'Active', '2'],
    ].map(([number, changed, state, change]) => ({
      service: 'A',
      at: '2016-03-03',
      ...{ number, changed, state, change },
    }));
    const of = (state: string) => ({
      name: state,
      settings: {
        measure: 'mean',
        of: { timeIn: { where: { state }, at: 'changed' } },
      },
    });
    const { values, errors, rowsRejected } = await collect(rows, {
      kpis: [of('Waiting'), of('Wating')],
      config: { key: ['number'], version: 'change', columns: { state: {} } },
      request,
    });
    expect(values(a, 'Waiting')).toEqual({ '2016-03-01': [12, 1] });
    expect(rowsRejected).toBe(2);
    expect(errors).toEqual([
      'The Kpi Wating asks for state "Wating", which no row has: did you mean "Waiting"?',
      'rows line 3: "2016-03-02T00:00:00Z .. 2016-03-01T00:00:00Z": changed goes back between two rows of the record, which follow each other by change: correct it, or make version the column with the time of a change',
      'rows line 5: "yesterday": in a row of the record, changed is not a date from 1900-01-01 to 2199-12-31: use ISO 8601 such as 2026-01-31T08:00:00Z',
    ]);
  });

  it('needs to know what a record is, and a column that is there', async () => {
    const kpis = [
      {
        settings: { measure: 'mean', of: { timeIn: { where: waiting } } },
      },
    ];
    const { errors, unmeasured } = await collect(tickets, {
      kpis,
      request,
      config: { key: ['number'] },
    });
    expect(unmeasured).toEqual(['kpi']);
    expect(errors).toEqual([
      'The Kpi kpi cannot be measured: timeIn is read of all rows of a record, but the source does not say which these are: give it key, the columns that name a record, and version, the column by which its rows follow each other',
    ]);
    const misspelt = await collect(tickets, {
      kpis: [
        {
          settings: {
            measure: 'mean',
            of: { timeIn: { where: { stat: 'New' } } },
          },
        },
      ],
      request,
      config,
    });
    expect(misspelt.errors).toEqual([
      'The Kpi kpi cannot be measured: there is no column stat (did you mean state?); the rows have number, changed, state, at, service, opened',
    ]);
  });
});

describe('the time until the first response', () => {
  const response = {
    timeToFirst: {
      from: 'opened',
      where: { state: { $in: ['Active', 'Awaiting user', 'Resolved'] } },
    },
  };

  it('is until the first row that fits, or nothing without one', async () => {
    const { values, errors } = await measure(
      { measure: 'mean', of: response },
      tickets,
    );
    expect(errors).toEqual([]);
    // 7:37 and 29:10
    expect(values(a)).toEqual({
      '2016-03-01': [expect.closeTo((7 * 60 + 37 + 29 * 60 + 10) / 120, 9), 2],
    });
    const inTime = await measure(
      {
        measure: 'ratio',
        numerator: { ...response, atMost: 8, unit: 'h' },
      },
      tickets,
    );
    expect(inTime.values(a)).toEqual({
      '2016-03-01': [expect.closeTo(1 / 3, 9), 3],
    });
  });

  it('does not begin before the record was opened', async () => {
    const rows = log([
      ['1', '2016-02-28T20:00:00Z', 'Active', '2016-03-05T12:00:00Z'],
      ['1', '2016-02-29T00:16:00Z', 'Closed', '2016-03-05T12:00:00Z'],
      ['1', '2016-02-29T03:16:00Z', 'Active', '2016-03-05T12:00:00Z'],
      ['1', '2016-02-29T02:16:00Z', 'Active', '2016-03-05T12:00:00Z'],
    ]);
    const { values } = await measure({ measure: 'mean', of: response }, rows);
    expect(values(a)).toEqual({ '2016-03-01': [1, 1] });
  });
});

it('is what is computed row by row, for random logs', async () => {
  const hour = (hours: number) =>
    new Date(Date.UTC(2026, 2, 1) + hours * 3_600_000).toISOString();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          key: fc.constantFrom('1', '2', '3', ''),
          hours: fc.nat({ max: 90 }),
          state: fc.constantFrom('New', 'Wait', 'Done'),
        }),
        { minLength: 1, maxLength: 14 },
      ),
      async rows => {
        const { values, errors } = await collect(
          rows.map(({ key, hours, state }) => ({
            service: 'A',
            at: '2026-03-01T10:00:00Z',
            changed: hour(hours),
            key,
            state,
          })),
          {
            kpis: [
              {
                name: 'in',
                settings: {
                  measure: 'sum',
                  of: { timeIn: { where: { state: 'Wait' } } },
                },
              },
              {
                name: 'first',
                settings: {
                  measure: 'sum',
                  of: { timeToFirst: { from: 'at', where: { state: 'Done' } } },
                },
              },
            ],
            config: { key: ['key'], version: 'changed' },
            request: { to: new Date('2026-04-01T00:00:00Z') },
          },
        );
        expect(
          errors.filter(one => !/asks for|No row meets/.test(one)),
        ).toEqual([]);
        const records = Object.values(
          Object.groupBy(rows, ({ key }, index) => key || `row ${index}`),
        ).map(some =>
          // Of two at once the later row is the later one
          some!.sort((x, y) => x.hours - y.hours),
        );
        const stays = records.flatMap(some => {
          const last = some[some.length - 1].state === 'Wait';
          const waits = some.filter(({ state }) => state === 'Wait');
          return last || !waits.length
            ? []
            : waits.reduce(
                (sum, one) =>
                  sum + some[some.indexOf(one) + 1].hours - one.hours,
                0,
              );
        });
        const firsts = records.flatMap(some => {
          const first = some.find(
            ({ state, hours }) => state === 'Done' && hours >= 10,
          );
          return first ? first.hours - 10 : [];
        });
        const total = (of: number[]) => of.reduce((sum, one) => sum + one, 0);
        expect([values(a, 'in'), values(a, 'first')]).toEqual([
          { '2026-03-01': [expect.closeTo(total(stays), 9), stays.length] },
          { '2026-03-01': [expect.closeTo(total(firsts), 9), firsts.length] },
        ]);
      },
    ),
    { numRuns: 25, seed: 1 },
  );
});
