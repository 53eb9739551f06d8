#!/bin/bash
# Backstage's notifications: a notification with the scope of an earlier one replaces it in
# place. For a user it is unread again but keeps its old position and time: it is not among
# the newest, and not found by createdAfter. A broadcast even stays read: those who read the
# first text never learn that there is another.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-notifications-backend@0.6.11 \
  @backstage/plugin-catalog-backend@4.0.5 @backstage/plugin-auth-backend@0.31.0 \
  @backstage/plugin-auth-backend-module-guest-provider@0.2.25 better-sqlite3@13.2.0
guess 'what is sent again is new: unread, and on top'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
app: { baseUrl: http://127.0.0.1:3000 }
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
auth:
  providers: { guest: { userEntityRef: user:default/jane, ownershipEntityRefs: [user:default/jane], dangerouslyAllowOutsideDevelopment: true } }
YAML
cat >"$work/backend.cjs" <<'JS'
const backend = require('@backstage/backend-defaults').createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.start();
JS
cat >"$work/try.mjs" <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';
const api = `${process.argv[2]}/api`;
const call = async (path, token, body) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const method = body ? 'POST' : 'GET';
  return (await fetch(`${api}${path}`, { method, headers, body: body && JSON.stringify(body) })).json();
};
let jane;
for (let tries = 0; tries < 200 && !jane; tries++) {
  await sleep(500);
  const headers = { 'x-requested-with': 'XMLHttpRequest' };
  const guest = await fetch(`${api}/auth/guest/refresh`, { headers }).then(r => r.json()).catch(() => ({}));
  jane = guest.backstageIdentity?.token;
}
const send = async (recipients, payload) => {
  await call('/notifications', 'only-for-this-finding', { recipients, payload });
  await sleep(100);
};
const list = async (parameters = '') => (await call(`/notifications${parameters}`, jane)).notifications;
const show = notifications =>
  notifications.map(({ payload, read }) => `${payload.title} (${read ? 'read' : 'unread'})`).join(', ') || 'nothing';
const toJane = { type: 'entity', entityRef: 'user:default/jane' };
await send(toJane, { title: 'KPI at risk', scope: 'kpi' });
await send(toJane, { title: 'other' });
await send({ type: 'broadcast' }, { title: 'All is well', scope: 'all' });
console.log(show(await list()));
await call('/notifications/update', jane, { ids: (await list()).map(({ id }) => id), read: true });
const since = new Date().toISOString();
await sleep(1_000);
await send(toJane, { title: 'KPI off target', scope: 'kpi' });
await send({ type: 'broadcast' }, { title: 'Outage', scope: 'all' });
console.log(show(await list()));
console.log(show(await list(`?createdAfter=${encodeURIComponent(since)}`)));
console.log(JSON.stringify(await call('/notifications/status', jane)));
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port")
sees 'at first' 'All is well (unread), other (unread), KPI at risk (unread)' "${line[0]}"
sees 'all read, and two sent again' 'Outage (read), other (read), KPI off target (unread)' "${line[1]}"
sees 'created after they were read' nothing "${line[2]}"
sees 'status' '{"unread":1,"read":2}' "${line[3]}"
finish
