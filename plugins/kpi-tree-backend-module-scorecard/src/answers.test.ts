import { readMetrics, readResults, readSeries } from './answers';

const timestamp = '2026-04-20T09:00:00.000Z';
const metrics = readMetrics({
  metrics: [
    { id: 'a.number', type: 'number', unit: '/week', collectorIds: ['x:y'] },
    { id: 'a.flag', type: 'boolean' },
  ],
});

const result = (value: unknown, more: object = {}) =>
  readResults(
    [{ id: 'a.number', result: { value, timestamp }, ...more }],
    metrics,
  ).found?.get('a.number');

const point = (value: unknown, more: object = {}) =>
  readSeries(
    { metricId: 'a.number', points: [{ value, timestamp, ...more }] },
    'a.number',
    metrics,
  ).found?.[0];

describe('answers of the scorecard plugin', () => {
  it.each([
    ['nothing', null, {}, undefined],
    [
      'the status of an error',
      0,
      { status: 'error' },
      'the plugin says no reason',
    ],
    ['an error', 0, { error: 'GitHub API 500' }, 'GitHub API 500'],
    [
      'a text',
      '0',
      {},
      'its value is "0", which is not a number and not true or false',
    ],
  ])('have no value for %s', (_, value, more, error) => {
    const { value: read, ...found } = result(value, more)!;
    expect(read).toBeUndefined();
    expect(found).toEqual(error ? { timestamp, error } : { timestamp });
  });

  it('have no value in the series for nothing, whether it has a reason or not', () => {
    expect(point(null, { error: 'GitHub API 500' })).toEqual({
      timestamp,
      error: 'GitHub API 500',
    });
    expect(point(null)).toEqual({
      timestamp,
      error: 'the plugin says no reason',
    });
  });

  it('have the value that they give', () => {
    expect(result(0, { status: 'success' })).toEqual({ timestamp, value: 0 });
    expect(point(0)).toEqual({ timestamp, value: 0 });
  });

  it('leave one metric out, and not the others of the entity', () => {
    const { found } = readResults(
      [
        { id: 'a.number', result: { value: 'many', timestamp } },
        { id: 'a.flag', result: { value: 1, timestamp } },
      ],
      metrics,
    );
    expect(found?.get('a.number')?.value).toBeUndefined();
    expect(found?.get('a.flag')).toEqual({ timestamp, value: true });
  });

  it('are no answers where they are not as known', () => {
    expect(readResults([{ id: 'a.number', value: 1 }], metrics).mistake).toBe(
      'The plugin scorecard answers neither like version 2.8 nor like version 4.4 (0.result: Invalid input: expected object, received undefined): this module does not support its version',
    );
    expect(
      readSeries({ metricId: 'a.flag', points: [] }, 'a.number', metrics)
        .mistake,
    ).toBe(
      'The plugin scorecard was asked for "a.number" and answers about "a.flag"',
    );
    expect(() => readMetrics([])).toThrow('does not support its version');
  });
});
