/**
 * Measures the backend on a PostgreSQL of its own and prints a table:
 *
 *   yarn benchmark                      1,000 services, a small run
 *   yarn benchmark --services 10000 --days 90
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchmarkIngest } from './ingest';
import { startDatabase } from './postgres';
import { table } from './report';

const KPIS = 80;

async function main() {
  const { values } = parseArgs({
    options: {
      services: { type: 'string', default: '100' },
      days: { type: 'string', default: '90' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const [services, days, rounds] = [
    values.services,
    values.days,
    values.rounds,
  ].map(Number);
  const { knex, stop } = await startDatabase();
  try {
    const { rows } = await knex.raw('show server_version');
    console.log(
      `${services} services x ${KPIS} KPIs x ${days} days, ${rounds} rounds; Node ${
        process.version
      }, PostgreSQL ${rows[0].server_version}, ${cpus().length} x ${
        cpus()[0].model
      }\n`,
    );
    console.log(
      table(
        await benchmarkIngest(knex, { series: services * KPIS, days, rounds }),
      ),
    );
  } finally {
    await stop();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
