#!/bin/bash
# Zabbix 6 of Debian 12: its server does not start on the MariaDB of Debian 12. And a value that is
# older than the history of its item (90 days) is answered with "processed: 1; failed: 0", and is
# dropped: it is not stored, and no trigger sees it.
. "$(dirname "$0")/lib.sh"

unpack_zabbix
guess 'the server of a distribution runs on the database of the same; what is answered as processed is stored'
start_zabbix

trapper=$((12000 + RANDOM % 20000))
cat >"$root/tmp/server.conf" <<CONF
AllowRoot=1
DBHost=127.0.0.1
DBPort=$mariadb_port
DBName=zabbix
DBUser=test
DBPassword=test
ListenIP=127.0.0.1
ListenPort=$trapper
LogType=console
PidFile=/tmp/server.pid
SocketDir=/tmp
StartPingers=0
CacheUpdateFrequency=1
CONF
inside zabbix_server --foreground --config /tmp/server.conf >"$work/refused.log" 2>&1 || true
refused=$(grep -c 'Unable to start Zabbix server due to unsupported MariaDB database version' "$work/refused.log" || true)
echo AllowUnsupportedDBVersions=1 >>"$root/tmp/server.conf"
start server inside zabbix_server --foreground --config /tmp/server.conf
wait_for 'the server of Zabbix' grep -q 'trapper #1' "$work/server.log"

cat >"$work/try.mjs" <<'JS'
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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
// As zabbix_sender does
const send = (value, clock) =>
  new Promise((done, fail) => {
    const data = [{ host: 'shop', key: 'errors', value: String(value), clock, ns: 0 }];
    const body = Buffer.from(JSON.stringify({ request: 'sender data', data }));
    const head = Buffer.alloc(13);
    head.write('ZBXD\x01', 'latin1');
    head.writeUInt32LE(body.length, 5);
    let answer = '';
    const socket = connect(Number(process.argv[3]), '127.0.0.1', () => socket.write(Buffer.concat([head, body])));
    socket.on('data', part => (answer += part.toString('latin1')));
    socket.on('end', () => done(/processed: \d+; failed: \d+/.exec(answer)?.[0]));
    socket.on('error', fail);
  });
console.log(await call('apiinfo.version', {}));
auth = await call('user.login', { username: 'Admin', password: 'zabbix' });
const [groupid] = (await call('hostgroup.create', { name: 'shops' })).groupids;
const [hostid] = (await call('host.create', { host: 'shop', groups: [{ groupid }] })).hostids;
const [itemid] = (await call('item.create', { hostid, name: 'errors', key_: 'errors', type: 2, value_type: 3 })).itemids;
const values = async () => (await call('history.get', { itemids: [itemid], history: 3, sortfield: 'clock' })).map(({ value }) => value);
const now = Math.floor(Date.now() / 1_000);
let old;
for (let tries = 0; tries < 200; tries++) {
  old = await send(1, now - 91 * 86_400);
  if (old === 'processed: 1; failed: 0') {
    break;
  }
  await sleep(250);
}
console.log(old);
console.log(await send(2, now - 89 * 86_400));
for (let tries = 0; tries < 200 && !(await values()).includes('2'); tries++) {
  await sleep(250);
}
console.log((await values()).join(' '));
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port" "$trapper")
echo "Version of the API: ${line[0]}"
sees 'starts on the MariaDB of Debian that are refused' 1 "$refused"
sees 'answer to a value of 91 days ago' 'processed: 1; failed: 0' "${line[1]}"
sees 'answer to a value of 89 days ago' 'processed: 1; failed: 0' "${line[2]}"
sees 'what is stored of 1 (91 days ago) and 2 (89 days ago)' 2 "${line[3]}"
finish
