#!/bin/bash
# mysql2 and MariaDB: a BIGINT beyond 2^53 is rounded silently, so two rows have one id, and
# looking up a row by the id that was read finds another row. DECIMALs are exact texts.
. "$(dirname "$0")/lib.sh"

npm_install mysql2@3.24.6 knex@3.3.0
debian mariadb-server-core
guess 'as DECIMAL is a text, a BIGINT that is no exact number is one as well, or an error'
start_mariadb

cat >"$work/try.cjs" <<'JS'
const knex = require('knex')({ client: 'mysql2', connection: process.argv[2] });
(async () => {
  await knex.raw('create table tickets (id bigint primary key, title varchar(20), cost decimal(20, 2))');
  await knex.raw(`insert into tickets values (9007199254740992, 'first', 1), (9007199254740993, 'second', 9007199254740993)`);
  const rows = await knex('tickets').orderBy('title');
  console.log(`${typeof rows[1].id} ${new Set(rows.map(({ id }) => id)).size}`);
  console.log(`${typeof rows[1].cost} ${rows[1].cost}`);
  console.log((await knex('tickets').where({ id: rows[1].id }).first()).title);
  await knex.destroy();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "mysql://test:test@127.0.0.1:$mariadb_port/test")
sees 'type of id, and how many ids two rows have' 'number 1' "${line[0]}"
sees 'a DECIMAL of the same value' 'string 9007199254740993.00' "${line[1]}"
sees 'the row with the id that the row "second" has' first "${line[2]}"
finish
