#!/bin/bash
# Backstage's scheduler: an hourly task runs twice, five seconds apart, after the backend was down
# for more than two hours: the next run is computed from the time at which the last one was
# due, not from when it ran.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 better-sqlite3@13.2.0
guess 'after an outage an hourly task runs once, and again in an hour'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
YAML
cat >"$work/try.cjs" <<'JS'
const { createBackend } = require('@backstage/backend-defaults');
const { createBackendPlugin, coreServices } = require('@backstage/backend-plugin-api');
const { setTimeout: sleep } = require('node:timers/promises');
const backend = createBackend();
backend.add(
  createBackendPlugin({
    pluginId: 'probe',
    register(env) {
      env.registerInit({
        deps: { scheduler: coreServices.scheduler, database: coreServices.database },
        async init({ scheduler, database }) {
          const knex = await database.getClient();
          const hourly = async (id, due) => {
            const runs = [];
            await scheduler.scheduleTask({
              id,
              frequency: { hours: 1 },
              initialDelay: { seconds: 2 },
              timeout: { minutes: 5 },
              fn: async () => runs.push(id),
            });
            // As the table is after an outage: the run was due then
            await knex('backstage_backend_tasks__tasks').where({ id }).update({ next_run_start_at: knex.raw(due) });
            return runs;
          };
          const short = await hourly('short', `datetime('now', '-30 minutes')`);
          const long = await hourly('long', `datetime('now', '-3 hours')`);
          await sleep(25_000);
          console.log(`SEEN short=${short.length}\nSEEN long=${long.length}`);
          process.exit(0);
        },
      });
    },
  }),
);
backend.start();
JS
(cd "$work" && timeout 100 node try.cjs --config app-config.yaml) >"$work/out" 2>&1 ||
  { tail -n 20 "$work/out" >&2; fail 'the backend does not start'; }
value() { sed -n "s/.*SEEN $1=//p" "$work/out"; }
sees 'runs within 25 seconds, due for half an hour' 1 "$(value short)"
sees 'runs within 25 seconds, due for three hours' 2 "$(value long)"
finish
