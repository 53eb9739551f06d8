import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  addConfiguredSources,
  ConfiguredSource,
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { profileNames } from '../profiles';
import { RecordsConfig, recordsSchema } from './config';
import { settingsSchema } from './kpiSettings';

const rows = {
  csv: 'incidents.csv',
  entities: { column: 'service', map: { A: 'component:default/a' } },
};

/** What is added of some configured sources, and what is not. */
const readAll = (config: JsonObject) => {
  const added: (ConfiguredSource & { settings: RecordsConfig })[] = [];
  const misconfigured: MisconfiguredSource[] = [];
  addConfiguredSources({
    config: new ConfigReader(config),
    key: 'kpiTree.records.sources',
    schema: recordsSchema,
    sources: {
      addSource: () => undefined,
      addMisconfigured: source => misconfigured.push(source),
      addWarning: () => undefined,
    },
    create: source => {
      added.push(source);
      return {} as KpiSource;
    },
  });
  return { added, misconfigured };
};

const readSource = (changes: object) =>
  readAll({
    kpiTree: {
      records: {
        sources: [{ id: 'incidents', ...rows, ...changes } as JsonObject],
      },
    },
  });

/** What is wrong, a line for each mistake. */
const lines = ({ misconfigured }: ReturnType<typeof readAll>) =>
  misconfigured.flatMap(({ mistakes }) =>
    mistakes.map(({ key, message }) => `${key}: ${message}`),
  );

/** A text that contains another, or matches a pattern. */
const saying = (what: string | RegExp): string =>
  typeof what === 'string'
    ? expect.stringContaining(what)
    : expect.stringMatching(what);

describe('the configuration of records', () => {
  it('reads a source, with its schedule', () => {
    expect(
      readSource({
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 10 } },
        covers: { until: '2026-05-01' },
      }).added,
    ).toEqual([
      {
        id: 'incidents',
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 10 } },
        settings: {
          ...rows,
          dates: 'iso',
          columns: {},
          missing: [],
          covers: { until: '2026-05-01' },
          keep: { days: 800, megabytes: 500 },
          mirror: {
            history: { days: 730 },
            overlap: { hours: 1 },
            rereadEvery: { days: 30 },
          },
        },
      },
    ]);
  });

  it.each([
    [
      { csv: undefined },
      'kpiTree.records.sources[0]: say where the rows are, with one of csv, jsonLines, parquet, excel, sql, http, ',
    ],
    [
      { http: { url: 'https://desk.example.com' } },
      'kpiTree.records.sources[0]: say where the rows are, with one of csv, jsonLines, parquet, excel, sql, http, ',
    ],
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
      'kpiTree.records.sources[0].covers.from: use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
    ],
    [
      { csvs: 'x' },
      'kpiTree.records.sources[0]: Unrecognized key: "csvs"; use one of csv, delimiter, encoding, skip, dates, jsonLines, rows, parquet, excel, sheet, sql, ',
    ],
    [
      { columns: { a: { format: '%d.%m.%Y' } } },
      'kpiTree.records.sources[0].columns.a.format: belongs to type: time',
    ],
    [
      { columns: { a: { type: 'time', format: '%d.%m.%Y %q' } } },
      'columns.a.format: "%d.%m.%Y %q" has %q, which is none of %Y, ',
    ],
    [
      { columns: { a: { type: 'time', format: '%d.%m.%Y %s' } } },
      'columns.a.format: "%d.%m.%Y %s" has %s or %Q, the time since 1970, which is a format by itself',
    ],
    [
      { columns: { a: { type: 'time', format: '%Q', timeZone: 'UTC' } } },
      'columns.a.timeZone: is in the texts, by the %z of their format or as they count from 1970: leave it out',
    ],
    [
      { rows: 'alerts' },
      'rows: is where each line of jsonLines has its rows: give jsonLines, or http.rows for those of a JSON API',
    ],
    [
      { columns: { a: { type: 'time', format: ['%d.%m %H:%M'] } } },
      '"%d.%m %H:%M" has no year: use a format such as %d/%m/%Y %H:%M',
    ],
    [
      { columns: { a: { type: 'time', format: '%d.%m.%Y %I:%M' } } },
      'has only one of %I and %p',
    ],
    [
      { columns: { a: { type: 'time', timeZone: 'Berlin' } } },
      'columns.a.timeZone: use a time zone such as Europe/Berlin',
    ],
    [
      { columns: { a: { type: 'number', thousands: '.' } } },
      'columns.a.thousands: is also what is before the decimals',
    ],
    [
      { columns: { a: { type: 'date' } } },
      'columns.a.type: use one of text, number, time, duration, list',
    ],
    [
      {
        dates: 'dmy',
        columns: { a: { type: 'time', format: '%d.%m.%Y' } },
      },
      'dates: is of all columns, and the format of a column of that one',
    ],
    [{ encoding: 'ebcdic' }, 'encoding: use the name of an encoding'],
    [
      { csv: undefined, excel: 'x', encoding: 'utf-8' },
      'encoding: is of files of text: csv or jsonLines',
    ],
    [
      { csv: undefined, jsonLines: 'x', skip: 2 },
      'skip: is of files with a header: csv or excel',
    ],
    [
      { csv: undefined, jsonLines: 'x', dates: 'dmy' },
      'dates: is of csv and excel: say by the format of a column',
    ],
    [{ shedule: 'x' }, ', covers, id, description, schedule, holdBack'],
    [
      { covers: { form: '2026-01-01' } },
      'kpiTree.records.sources[0].covers: Unrecognized key: "form"; use one of from, until',
    ],
    [
      { schedule: { frequency: 'often' } },
      /^kpiTree\.records\.sources\[0\]\.schedule: .*often/,
    ],
    [
      { schedule: { frequency: { hour: 1 }, timeout: { minutes: 1 } } },
      /^kpiTree\.records\.sources\[0\]\.schedule: .*hour/,
    ],
    [
      { csv: undefined, sql: { client: 'pg', query: 'select 1' } },
      'kpiTree.records.sources[0].sql.connection: is missing; if it is written with a variable such as ${NAME}, that is not set in the environment of the backend: use a URL, or host, user, password and database',
    ],
    [
      { csv: undefined, sql: { client: 'pg', connection: '', query: 'x' } },
      'kpiTree.records.sources[0].sql.connection: is missing; if it is written with a variable such as ${NAME}, that is not set in the environment of the backend: use a URL, or host, user, password and database',
    ],
  ])('names the key of a mistake: %j', (changes, message) => {
    const read = readSource(changes);
    expect(read.added).toEqual([]);
    expect(read.misconfigured).toMatchObject([{ id: 'incidents' }]);
    expect(lines(read)).toEqual([saying(message)]);
  });

  it('names what stands there instead of sources', () => {
    const read = (records: JsonObject) => readAll({ kpiTree: { records } });
    expect(lines(read({ source: [{ id: 'incidents', ...rows }] }))).toEqual([
      'kpiTree.records: has source, but no sources: use kpiTree.records.sources, a list',
    ]);
    for (const nothing of [{}, { sources: [] }]) {
      expect(read(nothing)).toEqual({ added: [], misconfigured: [] });
    }
  });
});

describe('the examples of the README', () => {
  const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(
    ([, text]) => parseAllDocuments(text).map(document => document.toJS()),
  );
  const configs = examples.filter(({ kpiTree }) => kpiTree?.records.sources);

  it('are as many as there are readers', () => {
    expect(configs).toHaveLength(5);
  });

  it.each(configs)('are right: %j', config => {
    expect(readAll(config)).toMatchObject({ added: [{}], misconfigured: [] });
  });

  it.each(examples.filter(({ kind }) => kind === 'Kpi'))(
    'measure what a source knows: $metadata.name',
    ({ spec: { source } }) => {
      const { id: _, ...settings } = source;
      expect(settingsSchema.parse(settings)).toEqual(settings);
    },
  );

  it.each(
    examples.flatMap(({ source, ...example }) =>
      [source, example].filter(one => one?.measure),
    ),
  )('measure what it says: %j', ({ id: _, ...source }) => {
    const settings = { time: 'at', ...source };
    expect(settingsSchema.parse(settings)).toEqual(settings);
  });

  it('has a mirror with the defaults', () => {
    const { mirror } = examples.find(example => example.mirror);
    const [{ settings }] = readSource({}).added;
    expect(mirror).toEqual(settings.mirror);
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
      'measure: use one of count, distinct, sum, ratio, mean, median, quantile, min, max, availability, open, openAge, timeBetween',
    ],
    [
      { time: 'at', measure: 'mean' },
      'of: use a column, { column, unit }, { duration: { from: <column>, to: <column> } }, { timeIn: { where: <filter predicate> } } or { timeToFirst: { from: <column>, where: <filter predicate> } }',
    ],
    [
      { time: 'at', measure: 'mean', of: { column: 'm', unit: 'weeks' } },
      'of: use a column, { column, unit }, { duration: { from: <column>, to: <column> } }, { timeIn: { where: <filter predicate> } } or { timeToFirst: { from: <column>, where: <filter predicate> } }',
    ],
    [
      { time: 'at', measure: 'ratio', numerator: 'ok' },
      'numerator: use { where: <filter predicate> }, { duration: { from: <column>, to: <column> }, atMost: <number>, unit: h }, the same with timeIn or timeToFirst, { at: <column>, notAfter: <column> } or { sum: <column> }',
    ],
    [
      { time: 'at', measure: 'distinct', of: { column: 'reporter' } },
      'of: use a column, such as reporter',
    ],
    [{ time: 'at', measure: 'count', of: 'n' }, ': Unrecognized key: "of"'],
    [
      { measure: 'count' },
      'time: Invalid input: expected string, received undefined',
    ],
    [
      { time: 'at', measure: 'count', where: 'production' },
      `where: "production" names no field: write the field and its value, such as { priority: '1' }`,
    ],
    [
      { time: 'at', measure: 'count', where: { $not: { $any: [7] } } },
      `where: 7 names no field: write the field and its value, such as { priority: '1' }`,
    ],
    [
      { time: 'at', measure: 'count', where: { $all: [{ $any: [] }] } },
      'where: $any is empty, which nothing matches: list filters, or leave it out',
    ],
    [
      { time: 'at', measure: 'count', where: { priority: { $in: [] } } },
      'where: priority has an empty $in: list some values, or leave it out',
    ],
  ])('%j', (settings, expected) => {
    expect(message(settings)).toEqual([expected]);
  });
});

describe('config.d.ts', () => {
  const declared = readFileSync(
    resolve(__dirname, '../../config.d.ts'),
    'utf8',
  );

  it.each(profileNames)('has %s, with headers that are secret', name => {
    const [, settings = ''] =
      new RegExp(`\\n( *)${name}\\?: \\{([\\s\\S]*?)\\n\\1\\};`)
        .exec(declared)
        ?.slice(1) ?? [];
    expect(settings).toMatch(/@deepVisibility secret\s+\*\/\s+headers\?:/);
  });
});
