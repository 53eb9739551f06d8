#!/bin/bash
# Alertmanager: where an alert ends and fires again before the next flush of its group
# (group_interval), a webhook is sent neither. The alert that it knows of never ends: the next end
# that is sent has the start of the second one.
. "$(dirname "$0")/lib.sh"

need curl node
debian prometheus-alertmanager
guess 'with send_resolved a webhook is sent the end of each alert of which it was sent the start'

port=$(free_port)
hook=$(free_port)
cat >"$root/tmp/alertmanager.yml" <<CONF
route: { receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 3s, repeat_interval: 1h }
receivers: [{ name: hook, webhook_configs: [{ url: 'http://127.0.0.1:$hook/', send_resolved: true }] }]
CONF
start alertmanager inside prometheus-alertmanager --config.file=/tmp/alertmanager.yml --storage.path=/tmp/data \
  --web.listen-address="127.0.0.1:$port" --cluster.listen-address=
wait_for Alertmanager curl -sf "http://127.0.0.1:$port/-/ready"

cat >"$work/try.mjs" <<'JS'
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
const [, , port, hook] = process.argv;
const sent = [];
const server = createServer(async (request, response) => {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += part;
  }
  sent.push(...JSON.parse(text).alerts);
  response.end();
}).listen(Number(hook), '127.0.0.1');
const send = async (alertname, startsAt, endsAt) => {
  const body = JSON.stringify([{ labels: { alertname }, startsAt, endsAt }]);
  await fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body,
  });
  await sleep(500);
};
const of = name => sent.filter(({ labels }) => labels.alertname === name)
  .map(({ status, startsAt }) => `${status} since ${startsAt.slice(11, 16)}`).join(', ');
const first = '2026-04-01T10:00:00Z';
const second = '2026-04-01T11:00:00Z';
await send('Down', first);
while (!of('Down')) {
  await sleep(100);
}
await send('Down', first, '2026-04-01T10:30:00Z');
await send('Down', second);
await sleep(7_000);
await send('Down', second, '2026-04-01T11:30:00Z');
await sleep(7_000);
console.log(of('Down'));
server.close();
server.closeAllConnections();
JS
mapfile -t line < <(node "$work/try.mjs" "$port" "$hook")
sees 'sent of an alert that fires from 10:00 to 10:30 and from 11:00 to 11:30' \
  'firing since 10:00, resolved since 11:00' "${line[0]}"
finish
