#!/bin/bash
# Tech Insights (community plugin) on SQLite: a fact without a timestamp, which the database then
# sets, counts as one of the day before: a range over today misses it, a range over yesterday
# has it. Its timestamp is null, and a lifecycle of one hour deletes it as it is stored.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage-community/plugin-tech-insights-backend@3.1.0 knex@3.3.0 luxon@3.7.2 better-sqlite3@13.2.0
guess 'a fact stored now has the time of now, is one of today, and is kept for an hour'

cat >"$work/try.cjs" <<'JS'
const { initializePersistenceContext } = require('@backstage-community/plugin-tech-insights-backend');
const { DateTime } = require('luxon');
const knex = require('knex')({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
const logger = { debug() {}, info() {}, warn() {}, error: console.error, child: () => logger };
(async () => {
  const database = { getClient: async () => knex };
  const { techInsightsStore: store } = await initializePersistenceContext(database, { logger });
  const schema = { coverage: { type: 'integer', description: 'Coverage in percent' } };
  await store.insertFactSchema({ id: 'coverage', version: '1.0.0', entityFilter: [], schema });
  const entity = { kind: 'component', namespace: 'default', name: 'shop' };
  const facts = [{ entity, facts: { coverage: 80 } }];
  await store.insertFacts({ id: 'coverage', facts });
  const ref = 'component:default/shop';
  console.log(JSON.stringify((await store.getLatestFactsByIds(['coverage'], ref)).coverage.timestamp));
  const today = DateTime.utc().startOf('day');
  const count = async start => {
    const end = start.plus({ days: 1 });
    const found = await store.getFactsBetweenTimestampsByIds(['coverage'], ref, start, end);
    return found.coverage?.length ?? 0;
  };
  console.log(await count(today));
  console.log(await count(today.minus({ days: 1 })));
  await store.insertFacts({ id: 'coverage', facts, lifecycle: { timeToLive: { hours: 1 } } });
  console.log(Object.keys(await store.getLatestFactsByIds(['coverage'], ref)).length);
  await knex.destroy();
})();
JS
mapfile -t line < <(TZ=UTC node "$work/try.cjs")
sees 'timestamp of a fact that was just stored' null "${line[0]}"
sees 'facts of today' 0 "${line[1]}"
sees 'facts of yesterday' 1 "${line[2]}"
sees 'facts after another one is stored, to be kept for an hour' 0 "${line[3]}"
finish
