import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { gapsBefore } from './gaps';

const gaps = (
  latest: string,
  [from, to]: [string, string],
  timeZone: string,
  grain: PeriodType = 'day',
) =>
  gapsBefore(
    Date.parse(latest),
    { from: Date.parse(from), to: Date.parse(to) },
    grain,
    timeZone,
  ).map(span =>
    [span.from, span.to].map(at => new Date(at).toISOString().slice(0, 16)),
  );

describe('gapsBefore', () => {
  it('is one span in UTC, up to the period of the latest sample', () => {
    const april: [string, string] = ['2026-04-01', '2026-04-11'];
    expect(gaps('2026-04-09T12:00Z', april, 'UTC')).toEqual([
      ['2026-04-01T00:00', '2026-04-09T00:00'],
    ]);
    expect(gaps('2026-04-30T12:00Z', april, 'UTC')).toEqual([
      ['2026-04-01T00:00', '2026-04-11T00:00'],
    ]);
  });

  it('is nothing where the latest sample is of the first period, or before', () => {
    const day: [string, string] = ['2026-04-01', '2026-04-03'];
    expect(gaps('2026-04-01T12:00Z', day, 'UTC')).toEqual([]);
    expect(gaps('2026-03-01T12:00Z', day, 'UTC')).toEqual([]);
    const berlin: [string, string] = ['2026-04-01T22:00Z', '2026-04-03T22:00Z'];
    expect(gaps('2026-04-02T12:00Z', berlin, 'Europe/Berlin')).toEqual([]);
    expect(gaps('2026-03-01T12:00Z', berlin, 'Europe/Berlin')).toEqual([]);
  });

  it('is each period of another time zone, also where clocks change', () => {
    expect(
      gaps(
        '2026-03-31T12:00Z',
        ['2026-03-27T23:00Z', '2026-04-01T22:00Z'],
        'Europe/Berlin',
      ),
    ).toEqual([
      ['2026-03-27T23:00', '2026-03-28T23:00'],
      ['2026-03-28T23:00', '2026-03-29T22:00'],
      ['2026-03-29T22:00', '2026-03-30T22:00'],
    ]);
    expect(
      gaps(
        '2026-07-01T12:00Z',
        ['2026-03-31T04:00Z', '2026-05-10T04:00Z'],
        'America/New_York',
        'month',
      ),
    ).toEqual([
      ['2026-03-31T04:00', '2026-04-01T04:00'],
      ['2026-04-01T04:00', '2026-05-01T04:00'],
      ['2026-05-01T04:00', '2026-05-10T04:00'],
    ]);
  });
});
