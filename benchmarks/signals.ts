/**
 * What it costs to know what histories say: the arithmetic alone, reassessing everything in
 * the store, and what a page that shows it takes more.
 */
import {
  assessSeries,
  SeriesOptions,
  SignalValue,
  summarise,
} from '../packages/internal/src';
import { assessedHistory } from '../plugins/kpi-tree-backend/src/evaluation/assessment';
import { ownAssessedBy } from '../plugins/kpi-tree-backend/src/evaluation/assessOwn';
import { readEventDays } from '../plugins/kpi-tree-backend/src/evaluation/eventDays';
import { PeriodStore } from '../plugins/kpi-tree-backend/src/store/PeriodStore';
import { Services } from '../plugins/kpi-tree-backend/src/composition/services';
import { Knex } from 'knex';
import { get, load } from './load';
import { RunningBackend, startBackend } from './pages';
import { catalogEntities, fill, KPIS } from './portal';
import { createBenchmarkServices } from './refresh';
import { median, Row, timed } from './report';

/** As many as are assessed of a monthly KPI. */
const MONTHS = 60;

/** Series whose arithmetic is measured alone. */
const ALONE = 8_000;

/** What histories are like, by the number of the KPI: an eighth are rare counts. */
const kinds = ['level', 'trend', 'seasonal', 'missing periods'];

function kindOf(kpi: string): string {
  const number = Number(kpi.split('-')[1]);
  return number % 8 === 1
    ? 'rare counts'
    : kinds[Math.floor(number / 4) % kinds.length];
}

type History = { kind: string; values: SignalValue[]; options: SeriesOptions };

/** @returns rows of the table of results */
export async function benchmarkSignals(
  knex: Knex,
  connectionString: string,
  sizes: { services: number; rounds: number; requests: number },
): Promise<Row[]> {
  const { services, rounds } = sizes;
  await fillMonths(knex, services);
  const all = createBenchmarkServices(knex, services);
  const known = await all.definitions.get();
  const first = await cost(() => all.refresher.refresh(known));
  await knex.raw('vacuum analyze');
  const histories = await readHistories(knex, all);
  const rows = alone(histories, rounds);
  rows.push(
    perSeries('everything, after the first collection', first, services),
  );
  const { evaluation, scopes } = await reassessAll(knex, services, rounds);
  rows.push(
    perSeries('the series again, in the store', evaluation, services),
    perSeries('the scopes above them', scopes, services),
  );
  const backend = await startBackend(connectionString, services);
  try {
    rows.push(...(await pages(knex, backend, sizes)));
  } finally {
    await backend.stop();
  }
  return rows;
}

/** A measurement a month and series, in PostgreSQL itself; the same in each run. */
async function fillMonths(knex: Knex, services: number): Promise<void> {
  await fill(knex, services, 1);
  await knex.transaction(async tx => {
    await tx.raw('truncate measurements, measurement_classes');
    await tx.raw('select setseed(0.5)');
    await tx.raw(
      `insert into measurements (series_id, period, value, weight)
       select id, month, case
           when number % 8 = 1 then floor(1.3 * abs(noise))
           when number / 4 % 4 = 0 then 60 + 10 * noise
           when number / 4 % 4 = 1 then 40 + 0.5 * i + 5 * noise
           when number / 4 % 4 = 2 then 60 + 20 * sin(i * pi() / 6) + 5 * noise
           else 60 + 10 * noise end, 1 + i % 5
         from (
           select id, split_part(kpi, '-', 2)::int as number, i,
                  (date '2021-11-15' + make_interval(months => i))::date - date '1970-01-01' as month,
                  sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) as noise,
                  random() as luck
             from series, generate_series(0, ?::int - 1) i
         ) histories
        where number / 4 % 4 < 3 or number % 8 = 1 or luck < 0.8
        order by id, month`,
      [MONTHS],
    );
    await tx.raw(
      `update series set first_period = m.first, last_period = m.last, changed_from = m.first, changed_to = m.last
         from (select series_id, min(period) as first, max(period) as last from measurements group by series_id) m
        where m.series_id = series.id`,
    );
  });
  await knex.raw('vacuum analyze');
}

/** Histories as they are when a series is evaluated. */
async function readHistories(
  knex: Knex,
  { definitions, evaluator, measurements }: Services,
): Promise<History[]> {
  const known = await definitions.get();
  const at = evaluator.at(known);
  const histories: History[] = [];
  const entityRefs = Array.from(
    { length: Math.ceil(ALONE / KPIS) },
    (_, i) => `component:default/service-${i}`,
  );
  const series = await measurements.findSeries({ entityRefs });
  const values = await new PeriodStore(knex).read(series.map(({ id }) => id));
  const counted = series.map(one => ({
    series: one,
    kpi: known.kpi(one.kpi),
    values: values.get(one.id) ?? [],
  }));
  const eventDays = await readEventDays(counted, measurements);
  for (const { series: one, kpi, values: ofSeries } of counted) {
    const by = ownAssessedBy(at, kpi, one.entityRef, {
      daysLate: 0,
      eventDays: eventDays.get(one.id),
    });
    const { periods, options } = assessedHistory(ofSeries, by);
    histories.push({ kind: kindOf(one.kpi), values: periods, options });
  }
  return histories;
}

/** The arithmetic in one thread, from a history to what is stored of it. */
function alone(histories: History[], rounds: number): Row[] {
  // Of the processor, as others share it
  const run = (some: History[]) => {
    const start = process.cpuUsage();
    for (const { values, options } of some) {
      summarise(assessSeries(values, options));
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / some.length;
  };
  run(histories);
  return ['all', ...kinds, 'rare counts'].map(kind => {
    const some = histories.filter(one => kind === 'all' || one.kind === kind);
    const taken = median(Array.from({ length: rounds }, () => run(some)));
    return {
      what: `arithmetic alone, ${kind}, ${some.length.toLocaleString(
        'en',
      )} series`,
      value: `${taken.toFixed(0)} µs a series`,
      ratio: '',
      goal: kind === 'all' ? '400 µs' : '',
    };
  });
}

/** All series and scopes by another set of rules and back, so that nothing else is new. */
async function reassessAll(knex: Knex, services: number, rounds: number) {
  const byRules = (rules?: string) =>
    createBenchmarkServices(knex, services, {
      entities: catalogEntities(services).map(entity =>
        rules && entity.kind === 'Kpi'
          ? { ...entity, spec: { ...entity.spec, signals: { rules } } }
          : entity,
      ),
    });
  const evaluation: Cost[] = [];
  const scopes: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const rules of ['wheeler', undefined]) {
      const { definitions, evaluator, refresher } = byRules(rules);
      const known = await definitions.get();
      evaluation.push(await cost(() => evaluator.refresh(known)));
      scopes.push(await cost(() => refresher.refresh(known)));
    }
  }
  await knex.raw('vacuum analyze');
  return { evaluation: middle(evaluation), scopes: middle(scopes) };
}

/** Pages with what histories say, and the same without it, in turns. */
async function pages(
  knex: Knex,
  { url, token }: RunningBackend,
  { services, rounds, requests }: Parameters<typeof benchmarkSignals>[2],
): Promise<Row[]> {
  await withoutSignals(knex, 'current', 'details');
  await withoutSignals(knex, 'scope_current', 'state');
  const rows: Row[] = [];
  for (const [name, path] of [
    [
      'a service',
      (i: number) => `component/default/service-${(i * 7919) % services}`,
    ],
    [
      'a System',
      (i: number) =>
        `system/default/system-${(i * 7919) % Math.ceil(services / 20)}`,
    ],
    ['the portfolio', () => 'all'],
  ] as const) {
    let i = 0;
    const target = {
      token,
      url: () => `${url}/kpi-tree/v1/scorecards/${path(i++)}`,
    };
    const taken = { with: [] as number[], without: [] as number[] };
    const bytes = { with: 0, without: 0 };
    for (let round = 0; round < rounds * 2; round++) {
      for (const which of ['with', 'without'] as const) {
        bytes[which] = await get(target);
        await load(target, 1, 50);
        taken[which].push((await load(target, 1, requests)).p50);
        await swap(knex);
      }
    }
    const [a, b] = [median(taken.with), median(taken.without)];
    const kib = (size: number) => `${Math.round(size / 1024)} KiB`;
    rows.push({
      what: `scorecard of ${name}, with and without signals (${kib(
        bytes.with,
      )}, ${kib(bytes.without)})`,
      value: `${a.toFixed(2)} ms, ${b.toFixed(2)} ms`,
      ratio: `${(a / b).toFixed(2)} ×`,
      goal: '1 ×',
    });
  }
  return rows;
}

/** Makes a table beside one that has all of it but the signals. */
async function withoutSignals(knex: Knex, table: string, column: string) {
  await knex.raw('create table ?? (like ?? including all)', [
    `${table}_other`,
    table,
  ]);
  await knex.raw('insert into ?? select * from ?? order by ctid', [
    `${table}_other`,
    table,
  ]);
  await knex.raw(`update ?? set ?? = (??::jsonb - 'signals')::text`, [
    `${table}_other`,
    column,
    column,
  ]);
  await knex.raw('vacuum full analyze ??', [`${table}_other`]);
  await knex.raw('vacuum full analyze ??', [table]);
}

/** Lets the backend read the one tables instead of the other. */
async function swap(knex: Knex): Promise<void> {
  await knex.transaction(async tx => {
    for (const table of ['current', 'scope_current']) {
      await tx.raw('alter table ?? rename to ??', [table, `${table}_third`]);
      await tx.raw('alter table ?? rename to ??', [`${table}_other`, table]);
      await tx.raw('alter table ?? rename to ??', [
        `${table}_third`,
        `${table}_other`,
      ]);
    }
  });
}

function perSeries(
  what: string,
  { seconds, cpu }: Cost,
  services: number,
): Row {
  const series = services * KPIS;
  const each = (of: number) => `${((of * 1e6) / series).toFixed(0)} µs`;
  return {
    what: `${what}: ${series.toLocaleString('en')} series`,
    value: `${seconds.toFixed(1)} s`,
    ratio: `${each(seconds)} a series, ${each(cpu)} of them in Node`,
    goal: '',
  };
}

/** How long something takes, and how long of that this process computes. */
type Cost = { seconds: number; cpu: number };

async function cost(run: () => Promise<unknown>): Promise<Cost> {
  const start = process.cpuUsage();
  const seconds = await timed(run);
  const { user, system } = process.cpuUsage(start);
  return { seconds, cpu: (user + system) / 1e6 };
}

function middle(costs: Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    cpu: median(costs.map(({ cpu }) => cpu)),
  };
}
