#!/bin/bash
# Backstage's catalog client: a filter by an empty list leaves the condition out. "Components
# owned by one of no groups" are all components. In a predicate ({ $in: [] }) the same list
# matches nothing.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/catalog-client@1.16.4 better-sqlite3@13.2.0
guess 'a field that is to be one of no values is never so: nothing is found'

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
cat >"$work/entities.yaml" <<'YAML'
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: a }, spec: { type: service, lifecycle: production, owner: group:default/x } }
---
{ apiVersion: backstage.io/v1alpha1, kind: Component, metadata: { name: b }, spec: { type: service, lifecycle: production, owner: group:default/y } }
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
(async () => {
  for (let tries = 0; tries < 200; tries++) {
    const found = await client.queryEntities({ filter: { kind: 'component' } }, options).catch(() => ({}));
    if (found.totalItems === 2) {
      break;
    }
    await sleep(500);
  }
  const field = 'relations.ownedBy';
  const owned = owners => ({ filter: { kind: 'component', [field]: owners } });
  console.log((await client.getEntities(owned(['group:default/x']), options)).items.length);
  console.log((await client.getEntities(owned([]), options)).items.length);
  console.log((await client.queryEntities(owned([]), options)).items.length);
  const facets = await client.getEntityFacets({ ...owned([]), facets: ['kind'] }, options);
  console.log(facets.facets.kind[0].count);
  const query = { $all: [{ kind: 'component' }, { [field]: { $in: [] } }] };
  console.log((await client.queryEntities({ query }, options)).items.length);
})();
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.cjs "http://127.0.0.1:$port")
sees 'components owned by one of [group:default/x]' 1 "${line[0]}"
sees 'components owned by one of [], getEntities' 2 "${line[1]}"
sees 'components owned by one of [], queryEntities' 2 "${line[2]}"
sees 'components owned by one of [], getEntityFacets' 2 "${line[3]}"
sees 'components owned by { $in: [] }' 0 "${line[4]}"
finish
