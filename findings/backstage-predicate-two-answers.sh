#!/bin/bash
# Backstage: a filter predicate is evaluated in two places that disagree. The catalog finds an
# entity by a predicate that is false according to the function that
# @backstage/filter-predicates makes of it, or the other way round.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/catalog-client@1.16.4 @backstage/filter-predicates@0.2.1 better-sqlite3@13.2.0
guess 'queryEntities({ query }) finds the entities for which filterPredicateToFilterFunction(query) is true'

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
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: a, tags: [java], description: $(printf 'words %.0s' $(seq 40))end }
spec: { type: service, lifecycle: production, owner: team-a, critical: true }
YAML
cat >"$work/backend.cjs" <<'JS'
const backend = require('@backstage/backend-defaults').createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.start();
JS
cat >"$work/try.cjs" <<'JS'
const { CatalogClient } = require('@backstage/catalog-client');
const { filterPredicateToFilterFunction } = require('@backstage/filter-predicates');
const { setTimeout: sleep } = require('node:timers/promises');
const client = new CatalogClient({ discoveryApi: { getBaseUrl: async id => `${process.argv[2]}/api/${id}` } });
const options = { token: 'only-for-this-finding' };
(async () => {
  let entity;
  for (let tries = 0; tries < 200 && !entity?.relations?.length; tries++) {
    await sleep(500);
    entity = await client.getEntityByRef('component:default/a', options).catch(() => undefined);
  }
  for (const predicate of [
    { 'spec.critical': true },
    { 'metadata.tags': { $contains: 'java' } },
    { 'metadata.tags': 'java' },
    { 'spec.critical': 'true' },
    { 'spec.type': { $contains: 'service' } },
    { 'relations.ownedBy': 'group:default/team-a' },
    { spec: { $exists: true } },
    { 'metadata.description': { $hasPrefix: 'words' } },
    { $not: { 'metadata.tags': 'java' } },
  ]) {
    const query = { $all: [{ kind: 'component' }, predicate] };
    const { items } = await client.queryEntities({ query }, options);
    const fits = filterPredicateToFilterFunction(query)(entity);
    console.log(`${JSON.stringify(predicate)}: catalog ${items.length === 1}, function ${fits}`);
  }
})();
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.cjs "http://127.0.0.1:$port")
stated() {
  sees predicate "$1: $2" "${line[$3]}"
}
stated '{"spec.critical":true}' 'catalog true, function true' 0
stated '{"metadata.tags":{"$contains":"java"}}' 'catalog true, function true' 1
stated '{"metadata.tags":"java"}' 'catalog true, function false' 2
stated '{"spec.critical":"true"}' 'catalog true, function false' 3
stated '{"spec.type":{"$contains":"service"}}' 'catalog true, function false' 4
stated '{"relations.ownedBy":"group:default/team-a"}' 'catalog true, function false' 5
stated '{"spec":{"$exists":true}}' 'catalog false, function true' 6
stated '{"metadata.description":{"$hasPrefix":"words"}}' 'catalog false, function true' 7
stated '{"$not":{"metadata.tags":"java"}}' 'catalog false, function true' 8
finish
