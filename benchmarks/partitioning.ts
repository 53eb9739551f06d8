/**
 * Whether it pays to partition the measurements by period: the same rows in a plain
 * table and in one with a partition for each quarter.
 */
import { Knex } from 'knex';
import { percentiles } from './load';
import { Row, timed } from './report';

const FIRST_DAY = 20_000;
const QUARTER = 91;

const columns =
  'series_id int not null, period int not null, value float8 not null, weight float8 not null, sketch bytea, primary key (series_id, period)';

/** @returns rows of the table of results */
export async function benchmarkPartitioning(
  knex: Knex,
  { series, days }: { series: number; days: number },
): Promise<Row[]> {
  await knex.raw(`create table plain (${columns})`);
  await knex.raw(`create table parts (${columns}) partition by range (period)`);
  for (let from = 0; from <= days; from += QUARTER) {
    await knex.raw(
      `create table parts_${from} partition of parts for values from (${
        FIRST_DAY + from
      }) to (${FIRST_DAY + from + QUARTER})`,
    );
  }
  const rows: Row[] = [];
  const compare = async (
    what: string,
    measure: (table: string) => Promise<number>,
    unit: (value: number) => string,
  ) => {
    const plain = await measure('plain');
    const parts = await measure('parts');
    rows.push({
      what,
      value: `${unit(plain)} plain, ${unit(parts)} partitioned`,
      ratio: `${(parts / plain).toFixed(2)} ×`,
      goal: '',
    });
  };
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const last = FIRST_DAY + days - 1;
  await compare(
    'the past, one series after another',
    table =>
      timed(() =>
        knex.raw(
          `insert into ${table} select s, d, s * 1.5 + d, 1 from generate_series(1, ?::int) s, generate_series(?::int, ?::int) d`,
          [series, FIRST_DAY, last - 1],
        ),
      ),
    seconds,
  );
  await compare(
    'a night: a new day of all series',
    table =>
      timed(() =>
        knex.raw(
          `insert into ${table} select s, ?::int, s * 1.5, 1 from generate_series(1, ?::int) s
           on conflict (series_id, period) do update set value = excluded.value, weight = excluded.weight`,
          [last, series],
        ),
      ),
    seconds,
  );
  await knex.raw('analyze plain, parts');
  const read = (days_: number) => async (table: string) => {
    const taken: number[] = [];
    for (let i = 0; i < 500; i++) {
      const start = performance.now();
      await knex.raw(
        `select * from ${table} where series_id = ? and period between ? and ? order by period`,
        [1 + ((i * 7919) % series), last - days_, last],
      );
      taken.push(performance.now() - start);
    }
    return percentiles(taken).p50;
  };
  await compare('90 days of one series, p50', read(90), ms);
  await compare(`${days} days of one series, p50`, read(days), ms);
  await compare(
    'the oldest quarter goes',
    table =>
      timed(() =>
        knex.raw(
          table === 'plain'
            ? `delete from plain where period < ${FIRST_DAY + QUARTER}`
            : 'drop table parts_0',
        ),
      ),
    seconds,
  );
  await knex.raw('drop table plain, parts');
  return rows;
}
