#!/bin/bash
# PostgreSQL: CET has two meanings. As the time zone of a session it observes summer time; in
# "at time zone" it is an abbreviation with a fixed offset. Numeric offsets there have the
# POSIX sign: '+02:00' is two hours behind UTC. Days are cut one or four hours off.
. "$(dirname "$0")/lib.sh"

npm_install pg@8.23.1 luxon@3.7.2 embedded-postgres@18.4.0-beta.17
guess 'in July 12:00Z is 14:00 in CET (as Node says) by both, and 14:00 at "+02:00"'
start_postgres

cat >"$work/try.cjs" <<'JS'
const { Client } = require('pg');
const { DateTime } = require('luxon');
(async () => {
  const client = new Client(process.argv[2]);
  await client.connect();
  const first = async sql => Object.values((await client.query(sql)).rows[0])[0];
  const noon = `timestamptz '2026-07-01 12:00Z'`;
  const at = zone => first(`select to_char(${noon} at time zone '${zone}', 'HH24:MI')`);
  console.log((await first('select version()')).split(' on ')[0]);
  console.log(DateTime.fromISO('2026-07-01T12:00Z').setZone('CET').toFormat('HH:mm'));
  await client.query(`set time zone 'CET'`);
  console.log(await first(`select to_char(${noon}, 'HH24:MI')`));
  console.log(await at('CET'));
  console.log(await at('Europe/Berlin'));
  console.log(await at('+02:00'));
  console.log(await first(`select (timestamptz '2026-07-01 22:30Z' at time zone 'CET')::date::text`));
  await client.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "postgres://postgres@127.0.0.1:$postgres_port/postgres")
sees 'version' 'PostgreSQL 18.4' "${line[0]}"
sees '12:00Z in the zone CET by Node (luxon)' 14:00 "${line[1]}"
sees "after set time zone 'CET'" 14:00 "${line[2]}"
sees "at time zone 'CET', in the same session" 13:00 "${line[3]}"
sees "at time zone 'Europe/Berlin'" 14:00 "${line[4]}"
sees "at time zone '+02:00'" 10:00 "${line[5]}"
sees "the day of 22:30Z at time zone 'CET' (in Berlin it is 2026-07-02)" 2026-07-01 "${line[6]}"
finish
