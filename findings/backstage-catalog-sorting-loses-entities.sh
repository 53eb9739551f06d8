#!/bin/bash
# Backstage's catalog: a list that is sorted by a field lacks the entities without that field,
# and those whose value is longer than 200 characters; an entity is listed once for each value
# of an array such as metadata.tags, and totalItems does not agree. Of several order fields
# only the first counts.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/catalog-client@1.16.4 better-sqlite3@13.2.0
guess 'sorting changes the order of a list and not what is in it'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
catalog:
  locations: [{ type: file, target: ./entities.yaml }]
YAML
cat >"$work/entities.yaml" <<YAML
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: a, title: Zeta, tags: [java, web, api] }, spec: { type: service, lifecycle: production, owner: x } }
---
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: b, tags: [go] }, spec: { type: service, lifecycle: production, owner: x } }
---
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: c, title: Alpha }, spec: { type: service, lifecycle: production, owner: x } }
---
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: d, title: $(printf 'long %.0s' $(seq 50))title }, spec: { type: service, lifecycle: production, owner: x } }
YAML
cat >"$work/backend.cjs" <<'JS'
const backend = require('@backstage/backend-defaults').createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.start();
JS
cat >"$work/try.cjs" <<'JS'
const { CatalogClient } = require('@backstage/catalog-client');
const { setTimeout: sleep } = require('node:timers/promises');
const client = new CatalogClient({ discoveryApi: { getBaseUrl: async id => `${process.argv[2]}/api/${id}` } });
const options = { token: 'only-for-this-finding' };
const filter = { kind: 'component' };
const show = ({ items, totalItems }) =>
  `${items.map(({ metadata }) => metadata.name).join(' ')}${totalItems === undefined ? '' : `, totalItems ${totalItems}`}`;
const query = async orderFields => show(await client.queryEntities({ filter, orderFields }, options));
(async () => {
  for (let tries = 0; tries < 200; tries++) {
    const found = await client.queryEntities({ filter }, options).catch(() => ({}));
    if (found.totalItems === 4) {
      break;
    }
    await sleep(500);
  }
  console.log(await query({ field: 'metadata.name', order: 'asc' }));
  console.log(await query({ field: 'metadata.title', order: 'asc' }));
  console.log(show(await client.getEntities({ filter, order: { field: 'metadata.title', order: 'asc' } }, options)));
  const tags = await query({ field: 'metadata.tags', order: 'asc' });
  console.log(tags);
  const two = await query([{ field: 'spec.type', order: 'asc' }, { field: 'metadata.name', order: 'desc' }]);
  const other = await query([{ field: 'spec.type', order: 'asc' }, { field: 'metadata.name', order: 'asc' }]);
  console.log(two === other);
})();
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.cjs "http://127.0.0.1:$port")
sees 'by metadata.name' 'a b c d, totalItems 4' "${line[0]}"
sees 'by metadata.title (b has none, that of d is long)' 'c a, totalItems 2' "${line[1]}"
sees 'getEntities by metadata.title' 'c a' "${line[2]}"
sees 'by metadata.tags (a has three, b has one)' 'a b a a, totalItems 2' "${line[3]}"
sees 'descending and ascending by a second field are the same' true "${line[4]}"
finish
