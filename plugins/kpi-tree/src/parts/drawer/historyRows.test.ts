import { guessColumns } from '@internal/kpi-tree';
import { sampleSeries } from '../../fixtures';
import { historyRows } from './historyRows';

const series = () =>
  sampleSeries('component:default/actions', 'incident-mttr', {
    from: '2025-01-01',
  });

/** A row of a month by the names of its columns. */
function month(rows: ReturnType<typeof historyRows>, period: string) {
  const [header, ...others] = rows;
  const row = others.find(cells => cells[2] === period);
  return Object.fromEntries(header.map((name, i) => [name, row?.[i]]));
}

describe('historyRows', () => {
  it('begins like a file that can be imported', () => {
    const [header, first] = historyRows(series(), []);
    expect(header.slice(0, 5)).toEqual([
      'entityRef',
      'kpi',
      'period',
      'value',
      'weight',
    ]);
    expect(first.slice(0, 3)).toEqual([
      'component:default/actions',
      'incident-mttr',
      '2025-01-01',
    ]);
  });

  it('has all that the chart draws', () => {
    const rows = historyRows(series(), [
      { date: '2026-04-10', label: 'Another team', kind: 'change' },
    ]);
    expect(month(rows, '2026-04-01')).toMatchObject({
      unit: 'h',
      period_type: 'month',
      status: 'at-risk',
      provisional: 'false',
      target_min: null,
      target_max: 2,
      threshold_max: 4,
      mean: expect.any(Number),
      lower_limit: expect.any(Number),
      upper_limit: expect.any(Number),
      events: '2026-04-10 change: Another team',
    });
    expect(month(rows, '2026-05-01')).toMatchObject({ provisional: 'true' });
  });

  it('has numerators and denominators of what has them, as an import takes them', () => {
    expect(historyRows(series(), [])[0]).not.toContain('numerator');
    const known = series();
    const ratio = (
      value: number | null,
      weight: number,
      pair?: { numerator: number; denominator: number },
    ) => ({ ...known.points[0], value, weight, ...pair });
    const [header, ...rows] = historyRows(
      {
        ...known,
        unit: '%',
        points: [
          ratio(75, 4, { numerator: 3, denominator: 4 }),
          // Measured as a value before
          ratio(50, 6),
          ratio(null, 0, { numerator: 2, denominator: 0 }),
        ],
      },
      [],
    );
    const cells = rows.map(row =>
      ['value', 'weight', 'numerator', 'denominator'].map(
        name => row[header.indexOf(name)],
      ),
    );
    expect(cells.slice(0, 3)).toEqual([
      [75, 4, 3, 4],
      [50, 6, 3, 6],
      [null, 0, 2, 0],
    ]);
    const { numerator, denominator, value } = guessColumns(header as string[]);
    expect([numerator, denominator, value]).toEqual([
      { column: header.indexOf('numerator') },
      { column: header.indexOf('denominator') },
      undefined,
    ]);
  });

  it('has the forecast behind the last period, without values', () => {
    const rows = historyRows(series(), []);
    expect(month(rows, '2026-06-01')).toMatchObject({
      value: null,
      weight: null,
      forecast: expect.any(Number),
      forecast_lower_80: expect.any(Number),
      forecast_upper_95: expect.any(Number),
    });
  });

  it('has both ends of a range', () => {
    const rows = historyRows(
      sampleSeries('component:default/actions', 'runner-utilisation'),
      [],
    );
    expect(month(rows, '2026-04-01')).toMatchObject({
      target_min: 40,
      target_max: 70,
    });
  });

  it('leaves empty what was not measured', () => {
    const rows = historyRows(
      sampleSeries('component:default/actions', 'incident-mttr'),
      [],
    );
    expect(month(rows, '2024-11-01')).toMatchObject({
      value: null,
      weight: null,
      score: null,
      status: 'no-data',
    });
  });
});
