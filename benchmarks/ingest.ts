/**
 * How fast measurements are stored, compared with COPY of the same rows into a bare
 * table, and how much room they take.
 */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Knex } from 'knex';
import { from as copyFrom } from 'pg-copy-streams';
import { fromEpochDay, ratioOf } from '../plugins/kpi-tree-common/src';
import {
  MeasurementStore,
  SeriesMeasurement,
} from '../plugins/kpi-tree-backend/src/store/MeasurementStore';
import { inChunks } from '../plugins/kpi-tree-backend/src/store/chunks';
import { median, Row, timed } from './report';

/** As many measurements as a source yields in one batch. */
const BATCH = 10_000;
const FIRST_DAY = 20_000;

type Measured = {
  seriesId: number;
  period: string;
  value: number;
  weight: number;
};

/** All days of one series after another, as a source yields that knows it all. */
function* bySeries(ids: number[], days: number): Generator<Measured> {
  for (const seriesId of ids) {
    for (let day = 0; day < days; day++) {
      yield measurement(seriesId, day);
    }
  }
}

/** All series of one day after another, as days come. */
function* byDay(ids: number[], days: number): Generator<Measured> {
  for (let day = 0; day < days; day++) {
    for (const seriesId of ids) {
      yield measurement(seriesId, day);
    }
  }
}

function measurement(seriesId: number, day: number): Measured {
  return {
    seriesId,
    period: fromEpochDay(FIRST_DAY + day),
    value: ((seriesId * 31 + day * 17) % 1_000) / 7,
    weight: 1 + (day % 5),
  };
}

/** @returns rows of the table of results */
export async function benchmarkIngest(
  knex: Knex,
  sizes: { series: number; days: number; rounds: number },
): Promise<Row[]> {
  const { series, days, rounds } = sizes;
  const store = new MeasurementStore(knex);
  const ids = [
    ...(
      await store.ensureSeries(
        Array.from({ length: series }, (_, i) => ({
          entityRef: `component:default/service-${Math.floor(i / 80)}`,
          kpi: `kpi-${i % 80}`,
          grain: 'day' as const,
        })),
      )
    ).values(),
  ];
  const count = ids.length * days;
  const seconds: Record<string, number[]> = {};
  const note = (name: string, value: number) => {
    (seconds[name] ??= []).push(value);
  };
  for (let round = 0; round < rounds; round++) {
    for (const [name, key] of [
      ['copy', ''],
      ['copy with key', ', primary key (series_id, period)'],
    ]) {
      await knex.raw('drop table if exists bare');
      await knex.raw(
        `create table bare (series_id int, period int, value float8, weight float8${key})`,
      );
      const text = [...lines(bySeries(ids, days))];
      note(name, await timed(() => copy(knex, text)));
    }
    for (const [name, order] of [
      ['by series', bySeries],
      ['by day', byDay],
    ] as const) {
      await knex.raw('truncate measurements, measurement_classes');
      await knex('series').update({ last_period: null });
      const rows = [...order(ids, days)];
      note(name, await timed(() => write(store, rows)));
    }
    const rows = [...byDay(ids, days)];
    note('again', await timed(() => write(store, rows)));
  }
  const bytes = await bytesOfMeasurement(knex, count);
  await knex.raw('truncate measurements, measurement_classes');
  await knex('series').update({ last_period: null });
  await write(
    store,
    [...byDay(ids, days)].map(({ value, weight, ...key }) => ({
      ...key,
      ...ratioOf(value * weight, weight),
    })),
  );
  const bytesOfRatio = await bytesOfMeasurement(knex, count);
  const rate = (name: string) => count / median(seconds[name]);
  const line = (what: string, name: string): Row => ({
    what,
    value: `${Math.round(rate(name)).toLocaleString('en')} rows/s`,
    ratio: `${((100 * rate(name)) / rate('copy')).toFixed(0)} % of COPY`,
    goal: name.startsWith('copy') ? '' : '50 %',
  });
  return [
    line('COPY into a bare table', 'copy'),
    line('COPY into a table with the primary key', 'copy with key'),
    line('store, one series after another', 'by series'),
    line('store, one day after another', 'by day'),
    line('store, the same again', 'again'),
    {
      what: 'bytes a measurement, with indexes',
      value: bytes.toFixed(1),
      ratio: '',
      goal: '80',
    },
    {
      what: 'bytes of one with a numerator',
      value: bytesOfRatio.toFixed(1),
      ratio: '',
      goal: '80',
    },
  ];
}

async function bytesOfMeasurement(knex: Knex, count: number): Promise<number> {
  await knex.raw('vacuum full measurements');
  const { rows } = await knex.raw(
    `select pg_total_relation_size('measurements') as bytes`,
  );
  return Number(rows[0].bytes) / count;
}

async function copy(knex: Knex, text: string[]): Promise<void> {
  const connection = await knex.client.acquireConnection();
  try {
    await pipeline(
      Readable.from(text),
      connection.query(copyFrom('copy bare from stdin')),
    );
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

function* lines(rows: Iterable<Measured>): Generator<string> {
  let text = '';
  for (const { seriesId, period, value, weight } of rows) {
    const day = Date.parse(period) / 86_400_000;
    text += `${seriesId}\t${day}\t${value}\t${weight}\n`;
    if (text.length > 60_000) {
      yield text;
      text = '';
    }
  }
  yield text;
}

async function write(
  store: MeasurementStore,
  rows: SeriesMeasurement[],
): Promise<void> {
  for (const batch of inChunks(rows, BATCH)) {
    await store.upsert(batch, { source: 'benchmark', at: new Date() });
  }
}
