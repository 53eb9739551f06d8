#!/bin/bash
# MariaDB: two ways to compute a duration that look right and are not. timediff() is capped at
# 838:59:59, so whatever took more than 35 days took 35 days; b - a of two datetimes is the
# difference of their digits. Neither is an error.
. "$(dirname "$0")/lib.sh"

npm_install mysql2@3.24.6
debian mariadb-server-core
guess 'timediff over 89 days is 2136:00:00; 00:00 minus 23:00 of the day before is an hour in some unit'
start_mariadb

cat >"$work/try.cjs" <<'JS'
const mysql = require('mysql2/promise');
(async () => {
  const connection = await mysql.createConnection({ uri: process.argv[2], dateStrings: true });
  const first = async sql => String(Object.values((await connection.query(sql))[0][0])[0]);
  console.log(await first('select version()'));
  await connection.query('create table tickets (opened datetime, closed datetime)');
  await connection.query(`insert into tickets values ('2026-01-01 00:00', '2026-03-31 00:00')`);
  console.log(await first('select timestampdiff(hour, opened, closed) from tickets'));
  console.log(await first('select timediff(closed, opened) from tickets'));
  console.log(await first('select round(time_to_sec(timediff(closed, opened)) / 3600) from tickets'));
  await connection.query(`update tickets set opened = '2026-03-30 23:00'`);
  console.log(await first('select closed - opened from tickets'));
  await connection.query(`update tickets set closed = '2026-03-30 23:30'`);
  console.log(await first('select closed - opened from tickets'));
  await connection.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "mysql://test:test@127.0.0.1:$mariadb_port/test")
echo "Version of the server: ${line[0]}"
sees 'timestampdiff(hour, ...) from January 1 to March 31' 2136 "${line[1]}"
sees 'timediff of the same' 838:59:59 "${line[2]}"
sees 'its hours' 839 "${line[3]}"
sees 'closed - opened, from 23:00 to 00:00 of March 31' 770000 "${line[4]}"
sees 'closed - opened, from 23:00 to 23:30' 3000 "${line[5]}"
finish
