#!/bin/bash
# Backstage's auditor: an event without a severityLevel has the severity "low", which is logged
# at the level debug, which is not written by default. The audit log has nothing of it.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 better-sqlite3@13.2.0
guess 'what a plugin audits is in the log of the backend'

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
        deps: { auditor: coreServices.auditor },
        async init({ auditor }) {
          const plain = await auditor.createEvent({ eventId: 'plain-event' });
          await plain.success();
          const failed = await auditor.createEvent({ eventId: 'failed-event' });
          await failed.fail({ error: new Error('no') });
          const medium = await auditor.createEvent({ eventId: 'medium-event', severityLevel: 'medium' });
          await medium.success();
          setTimeout(() => process.exit(0), 1_000);
        },
      });
    },
  }),
);
backend.start();
JS
(cd "$work" && timeout 100 node try.cjs --config app-config.yaml) >"$work/out" 2>&1 ||
  { tail -n 20 "$work/out" >&2; fail 'the backend does not start'; }
lines() { grep -c "$1" "$work/out" || true; }
sees 'lines of a success with severityLevel: medium (initiated and succeeded)' 2 "$(lines medium-event)"
sees 'lines of a success without a severityLevel' 0 "$(lines plain-event)"
sees 'lines of a failure without a severityLevel' 0 "$(lines failed-event)"
finish
