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

/** Who sent what. */
const PUSHES = ['pushes', 'pushed_keys'];

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
  const bytesOfPushes: number[] = [];
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
    for (const [name, order, isSent] of [
      ['by series', bySeries, false],
      ['sent by series', bySeries, true],
      ['by day', byDay, false],
      ['sent by day', byDay, true],
    ] as const) {
      await empty(knex);
      const rows = [...order(ids, days)];
      note(name, await timed(() => write(store, rows, isSent)));
      const corrected = rows.map(row => ({ ...row, value: row.value + 1 }));
      if (isSent) {
        bytesOfPushes.push(await bytesOf(knex, PUSHES, count));
      }
      if (name.endsWith('by day')) {
        note(
          `${name}, corrected`,
          await timed(() => write(store, corrected, isSent)),
        );
      }
    }
    await empty(knex);
    const rows = [...byDay(ids, days)];
    await write(store, rows);
    note('again', await timed(() => write(store, rows)));
  }
  const bytes = await bytesOf(knex, ['measurements'], count);
  await empty(knex);
  await write(
    store,
    [...byDay(ids, days)].map(({ value, weight, ...key }) => ({
      ...key,
      ...ratioOf(value * weight, weight),
    })),
  );
  const bytesOfRatio = await bytesOf(knex, ['measurements'], count);
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
    line('store, another value of each', 'by day, corrected'),
    line('sent, one series after another', 'sent by series'),
    line('sent, one day after another', 'sent by day'),
    line('sent, another value of each', 'sent by day, corrected'),
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
    {
      what: 'bytes more of one that is sent: who sent it (by series, by day)',
      value: bytesOfPushes
        .slice(0, 2)
        .map(each => each.toFixed(2))
        .join(', '),
      ratio: '',
      goal: `${(80 - bytes).toFixed(1)}`,
    },
  ];
}

async function empty(knex: Knex): Promise<void> {
  await knex.raw(
    'truncate measurements, measurement_classes, pushes, pushed_keys',
  );
  await knex('series').update({ last_period: null, pushed: false });
}

async function bytesOf(
  knex: Knex,
  tables: string[],
  count: number,
): Promise<number> {
  let bytes = 0;
  for (const name of tables) {
    await knex.raw(`vacuum full ${name}`);
    const { rows } = await knex.raw(
      `select pg_total_relation_size('${name}') as bytes`,
    );
    bytes += Number(rows[0].bytes);
  }
  return bytes / count;
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

/** @param isSent - whether each batch is a request in which somebody sent it */
async function write(
  store: MeasurementStore,
  rows: SeriesMeasurement[],
  isSent: boolean = false,
): Promise<void> {
  for (const batch of inChunks(rows, BATCH)) {
    const at = new Date();
    await store.upsert(batch, {
      source: 'benchmark',
      at,
      ...(isSent
        ? {
            push: {
              receivedAt: at.toISOString(),
              sentBy: 'external:ci',
              byUser: false,
              source: 'benchmark',
              run: 'https://ci.example.com/acme/payments/runs/1658821493',
            },
          }
        : {}),
    });
  }
}
