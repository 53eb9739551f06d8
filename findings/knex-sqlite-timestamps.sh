#!/bin/bash
# Knex with SQLite: a timestamp set by the database (defaultTo(knex.fn.now())) is stored as a
# text, one set by JavaScript (new Date()) as a number, and to SQLite any text is greater than
# any number. Rows are found as newer than tomorrow; a clean-up by age never deletes those
# whose time the database set.
. "$(dirname "$0")/lib.sh"

npm_install_node24 knex@3.3.0 better-sqlite3@13.2.0
guess 'both rows were made before tomorrow, and both are older than it'

cat >"$work/try.cjs" <<'JS'
const knex = require('knex')({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
(async () => {
  await knex.schema.createTable('events', table => {
    table.string('by');
    table.timestamp('at').defaultTo(knex.fn.now());
  });
  await knex('events').insert({ by: 'database' });
  await knex('events').insert({ by: 'javascript', at: new Date() });
  const tomorrow = new Date(Date.now() + 86_400_000);
  const names = rows => rows.map(({ by }) => by).join(' ') || 'nothing';
  console.log((await knex('events').orderBy('by')).map(({ at }) => typeof at).join(' '));
  console.log(names(await knex('events').where('at', '>', tomorrow)));
  console.log(names(await knex('events').where('at', '<', tomorrow)));
  console.log(await knex('events').where('at', '<', tomorrow).delete());
  console.log(names(await knex('events')));
  await knex.destroy();
})();
JS
mapfile -t line < <(node "$work/try.cjs")
sees 'types of the times that the database and JavaScript set' 'string number' "${line[0]}"
sees 'later than tomorrow' database "${line[1]}"
sees 'earlier than tomorrow' javascript "${line[2]}"
sees 'rows deleted as older than tomorrow' 1 "${line[3]}"
sees 'what is left' database "${line[4]}"
finish
