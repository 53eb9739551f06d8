#!/bin/bash
# Alertmanager: a firing alert has an end, five minutes in the future, which moves on each time
# the alert is sent; a resolved alert is in no list, whatever is asked for. endsAt minus
# startsAt is never the duration of an alert.
. "$(dirname "$0")/lib.sh"

need curl node
debian prometheus-alertmanager
guess 'endsAt of a firing alert is empty or zero, and resolved alerts can be listed for a while'

port=$(free_port)
printf 'route: { receiver: none }\nreceivers: [{ name: none }]\n' >"$root/tmp/alertmanager.yml"
start alertmanager inside prometheus-alertmanager --config.file=/tmp/alertmanager.yml --storage.path=/tmp/data \
  --web.listen-address="127.0.0.1:$port" --cluster.listen-address=
wait_for Alertmanager curl -sf "http://127.0.0.1:$port/-/ready"

cat >"$work/try.mjs" <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';
const url = `${process.argv[2]}/api/v2/alerts`;
const send = async alert => {
  const body = JSON.stringify([{ labels: { alertname: 'Down' }, ...alert }]);
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await sleep(500);
};
const list = async () =>
  (await (await fetch(`${url}?active=true&inhibited=true&silenced=true&unprocessed=true`)).json());
const startsAt = new Date(Date.now() - 3_600_000).toISOString();
await send({ startsAt });
const [first] = await list();
console.log(`${first.status.state}, ${Math.round((Date.parse(first.endsAt) - Date.now()) / 60_000)} minutes ahead`);
console.log(`${Math.round((Date.parse(first.endsAt) - Date.parse(first.startsAt)) / 60_000)} minutes`);
await sleep(2_000);
await send({ startsAt });
const [again] = await list();
console.log(again.startsAt === first.startsAt && again.endsAt > first.endsAt);
await send({ startsAt, endsAt: new Date().toISOString() });
console.log((await list()).length);
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port")
sees 'state and endsAt of an alert that began an hour ago and goes on' 'active, 5 minutes ahead' "${line[0]}"
sees 'endsAt minus startsAt' '65 minutes' "${line[1]}"
sees 'sent again, endsAt has moved' true "${line[2]}"
sees 'alerts in the list after it has ended' 0 "${line[3]}"
finish
