#!/bin/bash
# Backstage's scheduler: the first run of a cron schedule is planned one second early, and so is
# the next run whenever the backend restarts. A task for the first of the month may run in
# the last second of the month before, and takes that month for the current one.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 better-sqlite3@13.2.0
guess "the next run of '0 0 1 * *' is planned for the first of the month, 00:00:00"

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
const backend = createBackend();
backend.add(
  createBackendPlugin({
    pluginId: 'probe',
    register(env) {
      env.registerInit({
        deps: { scheduler: coreServices.scheduler, database: coreServices.database },
        async init({ scheduler, database }) {
          const knex = await database.getClient();
          const tasks = () => knex('backstage_backend_tasks__tasks');
          const show = async name =>
            console.log(`SEEN ${name}=${(await tasks().first()).next_run_start_at.slice(8)}`);
          // What each start of a backend does
          const start = () =>
            scheduler.scheduleTask({
              id: 'monthly',
              frequency: { cron: '0 0 1 * *' },
              timeout: { minutes: 5 },
              fn: async () => {},
            });
          await start();
          await show('first');
          await tasks().update({ next_run_start_at: knex.raw(`datetime('now', 'start of month', '+1 month')`) });
          await show('right');
          await start();
          await show('again');
          process.exit(0);
        },
      });
    },
  }),
);
backend.start();
JS
(cd "$work" && TZ=UTC timeout 100 node try.cjs --config app-config.yaml) >"$work/out" 2>&1 ||
  { tail -n 20 "$work/out" >&2; fail 'the backend does not start'; }
value() { sed -n "s/.*SEEN $1=//p" "$work/out"; }
last_day=$(date -u -d "$(date -u +%Y-%m-01) +1 month -1 day" +%d)
sees 'the day and time at which it is to run first' "$last_day 23:59:59" "$(value first)"
sees 'as it should be, and is after a run' '01 00:00:00' "$(value right)"
sees 'after the next start of the backend' "$last_day 23:59:59" "$(value again)"
finish
