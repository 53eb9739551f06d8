/**
 * How fast measurements come in by each way there is: REST, CSV and the collector.
 */
import { KpiSource } from '../plugins/kpi-tree-node/src';
import { toEpochDay } from '../plugins/kpi-tree-common/src';
import { Knex } from 'knex';
import { z } from 'zod';
import { memory, RunningBackend } from './pages';
import { KPIS, NOW } from './portal';
import { createBenchmarkServices } from './refresh';
import { Row, timed } from './report';

const REST_ROWS = 5_000;

/** Rows as they come: all of a day, one day after another. */
function* rowsByDay(services: number, days: number) {
  const last = toEpochDay(NOW.toISOString().slice(0, 10)) - 1;
  for (let day = last - days + 1; day <= last; day++) {
    const period = new Date(day * 86_400_000).toISOString().slice(0, 10);
    for (let service = 0; service < services; service++) {
      for (let kpi = 0; kpi < KPIS; kpi++) {
        yield {
          entityRef: `component:default/service-${service}`,
          kpi: `kpi-${kpi}`,
          period,
          value: ((service * 31 + kpi * 17 + day) % 1_000) / 7,
          weight: 1 + (day % 5),
        };
      }
    }
  }
}

/** The same by series, as a source that knows the whole past has them. */
function* rowsBySeries(services: number, days: number) {
  const last = toEpochDay(NOW.toISOString().slice(0, 10)) - 1;
  for (let service = 0; service < services; service++) {
    for (let kpi = 0; kpi < KPIS; kpi++) {
      for (let day = last - days + 1; day <= last; day++) {
        yield {
          entityRef: `component:default/service-${service}`,
          kpi: `kpi-${kpi}`,
          period: new Date(day * 86_400_000).toISOString().slice(0, 10),
          value: ((service * 31 + kpi * 17 + day) % 1_000) / 7,
          weight: 1 + (day % 5),
        };
      }
    }
  }
}

function* batches<T>(rows: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length) {
    yield batch;
  }
}

/** @returns rows of the table of results */
export async function benchmarkIntake(
  knex: Knex,
  backend: RunningBackend,
  { services, days }: { services: number; days: number },
): Promise<Row[]> {
  const count = services * KPIS * days;
  const empty = async () => {
    // The backend may still roll up what came before
    await new Promise(resolve => setTimeout(resolve, 8_000));
    await knex.raw(
      'truncate series, measurements, measurement_classes, period_values, period_classes, current, scope_values, scope_classes, scope_current, rollup_marks restart identity',
    );
  };
  const rows: Row[] = [];
  const note = async (what: string, seconds: number, more = '') => {
    rows.push({
      what,
      value: `${Math.round(count / seconds).toLocaleString('en')} rows/s`,
      ratio: more,
      goal: '',
    });
  };
  const post = async (path: string, type: string, body: BodyInit) => {
    const answer = await fetch(`${backend.url}/kpi-tree/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${backend.token}`,
        'content-type': type,
      },
      body,
      duplex: 'half',
    } as RequestInit);
    if (!answer.ok) {
      throw new Error(await answer.text());
    }
    return answer.json();
  };
  await empty();
  await note(
    `REST, ${REST_ROWS.toLocaleString('en')} rows a request, by day`,
    await timed(async () => {
      for (const measurements of batches(
        rowsByDay(services, days),
        REST_ROWS,
      )) {
        await post(
          '/measurements',
          'application/json',
          JSON.stringify({ measurements }),
        );
      }
    }),
    await memory(backend),
  );
  for (const [order, make] of [
    ['by day', rowsByDay],
    ['by series', rowsBySeries],
  ] as const) {
    await empty();
    // Written beforehand: what is measured is the reading
    const parts = [
      'entityRef,kpi,period,value,weight\n',
      ...[...batches(make(services, days), 1_000)].map(part =>
        part.map(r => `${Object.values(r).join()}\n`).join(''),
      ),
    ];
    await note(
      `CSV import, ${order}`,
      await timed(async () => {
        const { rowsRejected } = await post(
          '/measurements/import',
          'text/csv',
          new Blob(parts),
        );
        if (rowsRejected) {
          throw new Error(`${rowsRejected} rows were rejected`);
        }
      }),
      await memory(backend),
    );
  }
  for (const [order, make] of [
    ['by day', rowsByDay],
    ['by series', rowsBySeries],
  ] as const) {
    await empty();
    const all = [...batches(make(services, days), 1_000)];
    const source: KpiSource = {
      id: 'benchmark',
      settings: z.looseObject({}),
      async *collect() {
        for (const measurements of all) {
          yield { measurements, rowsRead: measurements.length };
        }
      },
    };
    const { collector } = createBenchmarkServices(knex, services, { source });
    let evaluated = 0;
    const seconds = await timed(async () => {
      const { ended } = await collector.start('benchmark', {
        trigger: 'demand',
      });
      const run = await ended;
      if (run.measurementsWritten !== count) {
        throw new Error(JSON.stringify(run));
      }
      evaluated = run.measurementsWritten;
    });
    await note(
      `collector, ${order}, with evaluation and roll-ups`,
      seconds,
      `${evaluated.toLocaleString('en')} rows`,
    );
  }
  return rows;
}
