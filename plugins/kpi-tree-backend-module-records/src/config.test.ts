import { ConfigReader } from '@backstage/config';
import { readSourceConfigs } from './config';
import { settingsSchema } from './settings';

const source = {
  id: 'incidents',
  csv: 'incidents.csv',
  entities: { column: 'service', map: { A: 'component:default/a' } },
};

const readSource = (changes: object) =>
  readSourceConfigs(
    new ConfigReader({
      kpiTree: { records: { sources: [{ ...source, ...changes }] } },
    }),
  );

describe('readSourceConfigs', () => {
  it('reads a source, with its schedule', () => {
    expect(
      readSource({
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 10 } },
        covers: { until: '2026-05-01' },
      }),
    ).toEqual([
      {
        ...source,
        delimiter: ',',
        covers: { until: '2026-05-01' },
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 10 } },
      },
    ]);
    expect(readSourceConfigs(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    [{ csv: undefined }, 'kpiTree.records.sources[0].csv: '],
    [
      { entities: {} },
      'kpiTree.records.sources[0].entities: give the column that names entities, or entities under always',
    ],
    [
      { entities: { column: 'service', map: { A: 'component:' } } },
      'kpiTree.records.sources[0].entities.map.A: ',
    ],
    [
      { covers: { from: 'January' } },
      'kpiTree.records.sources[0].covers.from: use a date such as 2026-01-31',
    ],
    [{ csvs: 'x' }, 'kpiTree.records.sources[0]: Unrecognized key: "csvs"'],
    [{ schedule: { frequency: 'often' } }, 'often'],
  ])('names the key of a mistake: %j', (changes, message) => {
    expect(() => readSource(changes)).toThrow(message);
  });
});

describe('settingsSchema', () => {
  const message = (settings: object) =>
    settingsSchema
      .safeParse(settings)
      .error?.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);

  it('accepts what the measures need', () => {
    expect(message({ time: 'at', measure: 'count' })).toBeUndefined();
    expect(
      message({
        time: 'at',
        measure: 'mean',
        of: { duration: { from: 'a', to: 'b' } },
        where: { $not: { impact: 'maintenance' } },
      }),
    ).toBeUndefined();
  });

  it.each([
    [
      { time: 'at', measure: 'average' },
      'measure: use one of count, sum, ratio, mean, median, quantile, max, availability, timeBetween',
    ],
    [
      { time: 'at', measure: 'mean' },
      'of: use a column, { column, unit } or { duration: { from: <column>, to: <column> } }',
    ],
    [
      { time: 'at', measure: 'mean', of: { column: 'm', unit: 'weeks' } },
      'of: use a column, { column, unit } or { duration: { from: <column>, to: <column> } }',
    ],
    [
      { time: 'at', measure: 'ratio', numerator: 'ok' },
      'numerator: use { where: <filter predicate> } or { sum: <column> }',
    ],
    [{ time: 'at', measure: 'count', of: 'n' }, ': Unrecognized key: "of"'],
    [
      { measure: 'count' },
      'time: Invalid input: expected string, received undefined',
    ],
  ])('%j', (settings, expected) => {
    expect(message(settings)).toEqual([expected]);
  });
});
