#!/bin/bash
# Zabbix 6: of a month that is over, an SLA has no error budget left, even if nothing failed in it;
# while the month runs it has one. sla.getsli for one month answers two, as period_to, which is
# documented as exclusive, is inclusive, and it answers months before the SLA is effective. A
# problem of the severity "Information" is downtime.
. "$(dirname "$0")/lib.sh"

unpack_zabbix
guess 'a month without downtime leaves its whole error budget; a month from its first to the first of the next is one; information is no downtime'
start_zabbix

cat >"$work/try.cjs" <<'JS'
const mysql = require('mysql2/promise');
let auth;
const call = async (method, params) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, ...(auth && { auth }) });
  const headers = { 'content-type': 'application/json-rpc' };
  const response = await fetch(`${process.argv[2]}/api_jsonrpc.php`, { method: 'POST', headers, body });
  const { result, error } = await response.json();
  if (error) {
    throw new Error(`${method}: ${error.message} ${error.data}`);
  }
  return result;
};
const month = (year, number) => Date.UTC(year, number - 1) / 1_000;
(async () => {
  console.log(await call('apiinfo.version', {}));
  auth = await call('user.login', { username: 'Admin', password: 'zabbix' });
  const create = async name => {
    const tags = [{ tag: 'service', value: 'shop' }];
    return (await call('service.create', { name, algorithm: 1, sortorder: 0, problem_tags: tags, tags })).serviceids[0];
  };
  const [fine, informed] = [await create('fine'), await create('informed')];
  // They exist since 2024, and one was told an hour of information by the server
  const connection = await mysql.createConnection(process.argv[3]);
  await connection.query('update services set created_at = ?', [month(2024, 1)]);
  const from = Date.UTC(2024, 5, 10) / 1_000;
  await connection.query('insert into service_alarms values (1, ?, ?, 1), (2, ?, ?, -1)', [informed, from, informed, from + 3_600]);
  await connection.end();
  const { slaids } = await call('sla.create', {
    name: 'sla', period: 2, slo: 99, effective_date: month(2024, 6), timezone: 'UTC',
    service_tags: [{ tag: 'service', value: 'shop' }],
  });
  const sli = async (serviceid, period_from, period_to) =>
    call('sla.getsli', { slaid: slaids[0], serviceids: [serviceid], period_from, period_to });
  const june = [month(2024, 6), month(2024, 7) - 1];
  const [[past]] = (await sli(fine, ...june)).sli;
  console.log(`${past.sli} % up, ${past.error_budget} s left`);
  const now = Math.floor(Date.now() / 1_000);
  const [[current]] = (await sli(fine, now, now)).sli;
  console.log(current.error_budget > 0 || new Date().getUTCDate() > 29);
  const [[information]] = (await sli(informed, ...june)).sli;
  console.log(`${information.downtime} s down, ${information.error_budget} s left`);
  console.log((await sli(fine, month(2024, 6), month(2024, 7))).periods.length);
  const before = await sli(fine, month(2024, 2), month(2024, 3) - 1);
  console.log(`${before.periods.length}, ${before.sli[0][0].sli} % up`);
})();
JS
mapfile -t line < <(node "$work/try.cjs" "http://127.0.0.1:$port" "mysql://test:test@127.0.0.1:$mariadb_port/zabbix")
echo "Version of the API: ${line[0]}"
sees 'June 2024 without downtime, SLO 99 %' '100 % up, 0 s left' "${line[1]}"
sees 'the current month has an error budget' true "${line[2]}"
sees 'an hour of information in June 2024' '3600 s down, 0 s left' "${line[3]}"
sees 'months from 2024-06-01 to 2024-07-01' 2 "${line[4]}"
sees 'February 2024, of an SLA that is effective from June on' '1, 100 % up' "${line[5]}"
finish
