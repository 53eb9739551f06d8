#!/bin/bash
# Backstage's scheduler: a task with a timeout of 25 days or more is aborted as soon as it
# starts. The timeout is passed to setTimeout, which takes more than 2^31 ms for 1 ms.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 better-sqlite3@13.2.0
guess 'a longer time-out gives a task more time'

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
        deps: { scheduler: coreServices.scheduler },
        async init({ scheduler }) {
          const run = days =>
            new Promise(done =>
              scheduler.scheduleTask({
                id: `days-${days}`,
                frequency: { hours: 1 },
                timeout: { days },
                fn: async signal => {
                  await sleep(500);
                  console.log(`SEEN ${days}=${signal.aborted ? 'aborted' : 'runs'}`);
                  done();
                },
              }),
            );
          await Promise.all([1, 24, 25, 365].map(run));
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
sees 'half a second after its start, with a time-out of 1 day' runs "$(value 1)"
sees 'of 24 days' runs "$(value 24)"
sees 'of 25 days' aborted "$(value 25)"
sees 'of 365 days' aborted "$(value 365)"
finish
