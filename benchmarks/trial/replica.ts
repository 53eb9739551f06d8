/**
 * One of the replicas of the plugin, in a process of its own. The trial moves its
 * clock by a message with the milliseconds that it is to be ahead.
 */
import { createBackend } from '@backstage/backend-defaults';
import kpiTreePlugin from '../../plugins/kpi-tree-backend/src';
import sqlModule from '../../plugins/kpi-tree-backend-module-sql/src';
import { configOf } from './configOf';

const { PORT, CATALOG_PORT, PLUGIN_PORT, DATABASE, WAREHOUSE } =
  process.env as Record<string, string>;

let ahead = 0;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args: unknown[]) {
    // As the real one without arguments, at another time
    super(...((args.length ? args : [RealDate.now() + ahead]) as [number]));
  }

  static now() {
    return RealDate.now() + ahead;
  }
} as DateConstructor;
process.on('message', message => {
  ahead = Number(message);
});

const backend = createBackend();
backend.add(
  configOf({
    port: PORT,
    database: DATABASE,
    discovery: { catalog: CATALOG_PORT, 'kpi-tree': PLUGIN_PORT },
    more: {
      kpiTree: {
        sql: {
          sources: [
            {
              id: 'warehouse',
              client: 'pg',
              connection: WAREHOUSE,
              timeoutSeconds: 20,
              schedule: { frequency: { seconds: 30 }, timeout: { minutes: 2 } },
              queries: {
                bookings: `select entity, day as period, amount as value
                             from bookings where day >= :fromDate and day < :toDate`,
              },
            },
          ],
        },
      },
    },
  }),
);
backend.add(kpiTreePlugin);
backend.add(sqlModule);
backend.start();
