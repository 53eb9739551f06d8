#!/bin/bash
# Zabbix 6: for a service that nothing has ever measured, the API answers "0" as the last value
# of its item, 0 (OK) for its trigger, an SLI of 100 % since it was created, and -1 before.
# Weeks of an SLA begin on Sunday, even with the time zone Europe/Berlin.
. "$(dirname "$0")/lib.sh"

unpack_zabbix
guess 'what nobody measured is null or missing in the API, and an SLA over nothing is no 100 %; weeks begin on Monday'
start_zabbix

cat >"$work/try.mjs" <<'JS'
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
console.log(await call('apiinfo.version', {}));
auth = await call('user.login', { username: 'Admin', password: 'zabbix' });
const [groupid] = (await call('hostgroup.create', { name: 'shops' })).groupids;
const [hostid] = (await call('host.create', { host: 'shop', groups: [{ groupid }] })).hostids;
// Items of the type 2 are sent by programs; none has sent anything
await call('item.create', { hostid, name: 'errors', key_: 'errors', type: 2, value_type: 0 });
const tags = [{ tag: 'service', value: 'shop' }];
await call('trigger.create', { description: 'many errors', expression: 'last(/shop/errors)>5', tags });
const [{ lastvalue }] = await call('item.get', { hostids: hostid, output: ['lastvalue'] });
const [trigger] = await call('trigger.get', { hostids: hostid, output: ['value'] });
console.log(lastvalue);
console.log(trigger.value);
const problem_tags = [{ tag: 'service', value: 'shop' }];
const [serviceid] = (await call('service.create', { name: 'shop', algorithm: 1, sortorder: 0, problem_tags, tags })).serviceids;
const sli = async period => {
  const [slaid] = (await call('sla.create', {
    name: `sla ${period}`, period, slo: 99.9, effective_date: Date.UTC(2026, 0, 1) / 1_000,
    timezone: 'Europe/Berlin', service_tags: tags,
  })).slaids;
  const answer = await call('sla.getsli', { slaid, serviceids: [serviceid], periods: 2 });
  const day = new Date(answer.periods[1].period_from * 1_000).toLocaleString('en', { timeZone: 'Europe/Berlin', weekday: 'long' });
  return { values: answer.sli.map(([{ sli: value }]) => value).join(' '), day };
};
await new Promise(done => setTimeout(done, 2_000));
console.log((await sli(2)).values);
console.log((await sli(1)).day);
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port")
echo "Version of the API: ${line[0]}"
sees 'last value of an item without values' 0 "${line[1]}"
sees 'value of its trigger (0 is OK)' 0 "${line[2]}"
sees 'SLI of the month before and of this month' '-1 100' "${line[3]}"
sees 'a week of the SLA begins on' Sunday "${line[4]}"
finish
