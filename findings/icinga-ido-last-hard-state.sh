#!/bin/bash
# Icinga 2 with the IDO database: in a row of the state history, last_state is the previous
# state, but last_hard_state is the new one. Looking for hard changes by last_hard_state <>
# state finds none. And a problem that never became hard ends with a hard OK, so there
# are more recoveries than outages.
. "$(dirname "$0")/lib.sh"

need node unshare mount
npm_install mysql2@3.24.6
debian mariadb-server-core icinga2-bin icinga2-common icinga2-ido-mysql
guess 'last_hard_state is the hard state before, as last_state is the state before; hard OK follows a hard problem'
start_mariadb icinga
cat >"$work/schema.cjs" <<'JS'
const mysql = require('mysql2/promise');
const { readFileSync } = require('node:fs');
(async () => {
  const connection = await mysql.createConnection({ uri: process.argv[2], multipleStatements: true });
  await connection.query(readFileSync(process.argv[3], 'utf8'));
  await connection.end();
})();
JS
database=mysql://test:test@127.0.0.1:$mariadb_port/icinga
node "$work/schema.cjs" "$database" "$root/usr/share/icinga2-ido-mysql/schema/mysql.sql"

mkdir -p "$root/tmp/icinga"/{data,log,cache,run,spool}
cat >"$root/tmp/icinga/icinga2.conf" <<CONF
include <itl>
const NodeName = "localhost"
const ZoneName = NodeName
object Endpoint NodeName { }
object Zone ZoneName { endpoints = [ NodeName ] }
library "db_ido_mysql"
object IdoMysqlConnection "ido" { host = "127.0.0.1"; port = $mariadb_port; user = "test"; password = "test"; database = "icinga" }
object ExternalCommandListener "command" { command_path = "/tmp/icinga/run/command" }
object Host "shop" { check_command = "dummy"; enable_active_checks = false }
object Service "web" { host_name = "shop"; check_command = "dummy"; enable_active_checks = false; max_check_attempts = 3 }
CONF
folders=()
for folder in data log cache spool; do
  folders+=("-DConfiguration.${folder^}Dir=/tmp/icinga/$folder")
done
# It looks for its open files in /proc
start icinga unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root" \
  "/usr/lib/$(uname -m)-linux-gnu/icinga2/sbin/icinga2" daemon --config /tmp/icinga/icinga2.conf \
  -DRunAsUser=root -DRunAsGroup=root -DConfiguration.RunAsUser=root -DConfiguration.RunAsGroup=root \
  "${folders[@]}" -DConfiguration.InitRunDir=/tmp/icinga/run
wait_for 'Icinga 2' grep -q "Finished reconnecting to 'ido'" "$work/icinga.log"

# At 10:00 of that day: OK, three times critical (which is hard), OK, once critical (soft), OK
at=1794304800
minute=0
for state in 0 2 2 2 0 2 0; do
  echo "[$((at + minute++ * 60))] PROCESS_SERVICE_CHECK_RESULT;shop;web;$state;checked"
done >"$root/tmp/icinga/run/command"

cat >"$work/try.cjs" <<'JS'
const mysql = require('mysql2/promise');
const { setTimeout: sleep } = require('node:timers/promises');
(async () => {
  const connection = await mysql.createConnection(process.argv[2]);
  const count = async where =>
    (await connection.query(`select count(*) as n from icinga_statehistory where ${where}`))[0][0].n;
  for (let tries = 0; tries < 200 && (await count('true')) < 7; tries++) {
    await sleep(500);
  }
  const [rows] = await connection.query('select * from icinga_statehistory order by statehistory_id');
  for (const { state, state_type: type, last_state: last, last_hard_state: lastHard } of rows) {
    console.log(`${type ? 'hard' : 'soft'} ${state}, last ${last}, last hard ${lastHard}`);
  }
  console.log(await count('state_type = 1 and state <> last_hard_state'));
  console.log(await count('state_type = 1 and state = 2'));
  console.log(await count('state_type = 1 and state = 0 and last_state = 2'));
  await connection.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "$database")
stated=('hard 0, last 3, last hard 0' 'soft 2, last 0, last hard 0' 'soft 2, last 2, last hard 0'
  'hard 2, last 2, last hard 2' 'hard 0, last 2, last hard 0' 'soft 2, last 0, last hard 0' 'hard 0, last 2, last hard 0')
for n in "${!stated[@]}"; do
  sees "minute $n" "${stated[$n]}" "${line[$n]}"
done
sees 'rows with a hard state that is not their last_hard_state' 0 "${line[7]}"
sees 'rows that become hard critical' 1 "${line[8]}"
sees 'rows that become hard OK after critical' 2 "${line[9]}"
finish
