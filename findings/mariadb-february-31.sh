#!/bin/bash
# MariaDB: a cast turns February 31 into null, and str_to_date() returns it: '31.02.2026' is the
# date 2026-02-31, which is after all of February and before March, and which JavaScript
# parses as March 3.
. "$(dirname "$0")/lib.sh"

npm_install mysql2@3.24.6
debian mariadb-server-core
guess "str_to_date('31.02.2026', '%d.%m.%Y') is null, as cast('2026-02-31' as date) is"
start_mariadb

cat >"$work/try.cjs" <<'JS'
const mysql = require('mysql2/promise');
(async () => {
  const connection = await mysql.createConnection({ uri: process.argv[2], dateStrings: true });
  const first = async sql => String(Object.values((await connection.query(sql))[0][0])[0]);
  console.log(await first('select version()'));
  console.log(await first(`select cast('2026-02-31' as date)`));
  const none = `str_to_date('31.02.2026', '%d.%m.%Y')`;
  console.log(await first(`select ${none}`));
  console.log(await first(`select ${none} between '2026-02-01' and '2026-02-28'`));
  console.log(await first(`select ${none} < '2026-03-01'`));
  console.log(new Date(`${await first(`select ${none}`)}T00:00:00Z`).toISOString().slice(0, 10));
  await connection.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "mysql://test:test@127.0.0.1:$mariadb_port/test")
echo "Version of the server: ${line[0]}"
sees "cast('2026-02-31' as date)" null "${line[1]}"
sees "str_to_date('31.02.2026', ...)" 2026-02-31 "${line[2]}"
sees 'is that in February' 0 "${line[3]}"
sees 'is that before March' 1 "${line[4]}"
sees 'what JavaScript makes of it' 2026-03-03 "${line[5]}"
finish
