#!/bin/bash
# Backstage's notifications: an entity reference that is short or not in lower case, which the
# catalog accepts, loses the message without an error. With component:shop or group:team
# nobody gets it; with user:jane or user:default/Jane it is stored for a user who can never
# sign in, and Jane gets nothing.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/plugin-notifications-backend@0.6.11 better-sqlite3@13.2.0
guess 'whom the catalog finds by a reference gets the message, or the sender gets an error'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
app: { baseUrl: http://127.0.0.1:3000 }
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
catalog:
  rules: [{ allow: [Component, Group, User, Location] }]
  locations: [{ type: file, target: ./entities.yaml }]
YAML
cat >"$work/entities.yaml" <<'YAML'
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: shop }, spec: { type: service, lifecycle: production, owner: team } }
---
{ apiVersion: backstage.io/v1alpha1, kind: Group, metadata: { name: team }, spec: { type: team, children: [], members: [jane] } }
---
{ apiVersion: backstage.io/v1alpha1, kind: User, metadata: { name: jane }, spec: { memberOf: [team] } }
YAML
cat >"$work/backend.cjs" <<'JS'
const backend = require('@backstage/backend-defaults').createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.start();
JS
cat >"$work/try.mjs" <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';
const api = `${process.argv[2]}/api`;
const headers = { authorization: 'Bearer only-for-this-finding', 'content-type': 'application/json' };
const get = path => fetch(`${api}${path}`, { headers }).then(response => response.json());
for (let tries = 0; tries < 200; tries++) {
  const team = await get('/catalog/entities/by-name/group/default/team').catch(() => ({}));
  if (team.relations?.some(({ type }) => type === 'hasMember') && team.relations.some(({ type }) => type === 'ownerOf')) {
    break;
  }
  await sleep(500);
}
for (const entityRef of process.argv.slice(3)) {
  const body = JSON.stringify({ recipients: { type: 'entity', entityRef }, payload: { title: 'Off target' } });
  const response = await fetch(`${api}/notifications`, { method: 'POST', headers, body });
  const stored = await response.json();
  console.log(`${response.status} ${stored.map?.(({ user }) => user).join(' ') || 'nobody'}`);
}
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
refs=(component:default/shop component:shop group:team user:default/jane user:jane user:default/Jane)
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" "${refs[@]}")
stated=('200 user:default/jane' '200 nobody' '200 nobody' '200 user:default/jane' '200 user:jane' '200 user:default/Jane')
for n in "${!refs[@]}"; do
  sees "sent to ${refs[$n]}, it is stored for" "${stated[$n]}" "${line[$n]}"
done
finish
