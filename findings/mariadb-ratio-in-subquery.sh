#!/bin/bash
# MariaDB: a quotient of integers has four decimals. It is computed with more, which are kept
# within one SELECT and lost where a grouped subquery (or common table expression) is
# materialised. The availability of a service is 99.9996 or 100.0000 depending on how the
# query is written.
. "$(dirname "$0")/lib.sh"

npm_install mysql2@3.24.6
debian mariadb-server-core
guess 'moving a sum into a subquery does not change the result; 4 / 1000000 is 0.000004'
start_mariadb

cat >"$work/try.cjs" <<'JS'
const mysql = require('mysql2/promise');
(async () => {
  const connection = await mysql.createConnection(process.argv[2]);
  const first = async sql => String(Object.values((await connection.query(sql))[0][0])[0]);
  console.log(await first('select version()'));
  await connection.query('create table requests (service varchar(10), ok int, total int)');
  await connection.query(`insert into requests values ('shop', 999996, 1000000)`);
  console.log(await first('select sum(ok) / sum(total) * 100 from requests group by service'));
  const ratio = 'select sum(ok) / sum(total) as ratio from requests group by service';
  console.log(await first(`select ratio * 100 from (${ratio}) as ratios`));
  console.log(await first(`with ratios as (${ratio}) select ratio * 100 from ratios`));
  console.log(await first('select (total - ok) / total from requests'));
  console.log(await first('select (total - ok) / total * 1000000 from requests'));
  await connection.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "mysql://test:test@127.0.0.1:$mariadb_port/test")
echo "Version of the server: ${line[0]}"
sees 'sum(ok) / sum(total) * 100' 99.9996 "${line[1]}"
sees 'the same with the ratio in a subquery' 100.0000 "${line[2]}"
sees 'the same with the ratio in a common table expression' 100.0000 "${line[3]}"
sees '4 / 1000000' 0.0000 "${line[4]}"
sees '4 / 1000000 * 1000000' 4.0000 "${line[5]}"
finish
