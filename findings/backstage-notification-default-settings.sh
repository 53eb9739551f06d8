#!/bin/bash
# Backstage's notifications: what a user's settings show of the defaults in app-config.yaml is
# not what is done. In a channel that is off, of which the schema of the configuration says
# that origins are off "unless explicitly enabled", an enabled origin or topic is shown as on,
# but not sent until the user saves the settings, even unchanged. A topic that is on in an
# origin that is off is sent, until the user saves the settings. And of users who saved them
# before, a topic that the defaults switch off later is shown as off, and sent.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-notifications-backend@0.6.11 \
  @backstage/plugin-notifications-backend-module-email@0.3.25 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/plugin-auth-backend@0.31.0 @backstage/plugin-auth-backend-module-guest-provider@0.2.25 better-sqlite3@13.2.0
guess 'what the settings show as on is sent, what they show as off is not, and saving them unchanged changes nothing'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
app: { baseUrl: http://127.0.0.1:3000 }
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: { directory: $work } }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
auth:
  providers: { guest: { userEntityRef: user:default/jane, ownershipEntityRefs: [user:default/jane], dangerouslyAllowOutsideDevelopment: true } }
catalog:
  rules: [{ allow: [User, Location] }]
  locations: [{ type: file, target: ./jane.yaml }]
notifications:
  processors: { email: { transportConfig: { transport: sendmail, path: $work/sendmail }, sender: portal@example.com } }
YAML
echo '{ apiVersion: backstage.io/v1alpha1, kind: User, metadata: { name: jane }, spec: { profile: { email: jane@example.com }, memberOf: [] } }' \
  >"$work/jane.yaml"
cat >"$work/first.yaml" <<'YAML'
notifications:
  defaultSettings:
    channels:
      - { id: Web, origins: [{ id: finding, enabled: false, topics: [{ id: news, enabled: true }] }] }
      - { id: Email, enabled: false, origins: [{ id: finding, enabled: true, topics: [{ id: news, enabled: true }] }] }
YAML
cat >"$work/second.yaml" <<'YAML'
notifications:
  defaultSettings:
    channels: [{ id: Email, origins: [{ id: finding, enabled: true, topics: [{ id: digest, enabled: false }] }] }]
YAML
# Takes the place of sendmail: notes the subjects
printf '#!/bin/sh\nsed -n "s/^Subject: //p" >>%s/mails\n' "$work" >"$work/sendmail"
chmod +x "$work/sendmail"
touch "$work/mails"
cat >"$work/backend.cjs" <<'JS'
const backend = require('@backstage/backend-defaults').createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-notifications-backend-module-email'));
backend.start();
JS
cat >"$work/try.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const api = `${process.argv[2]}/api`;
const service = 'only-for-this-finding';
const call = async (path, token, body) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const method = body ? 'POST' : 'GET';
  return (await fetch(`${api}${path}`, { method, headers, body: body && JSON.stringify(body) })).json();
};
let jane;
for (let tries = 0; tries < 200; tries++) {
  const headers = { 'x-requested-with': 'XMLHttpRequest' };
  const guest = await fetch(`${api}/auth/guest/refresh`, { headers }).then(r => r.json()).catch(() => ({}));
  jane = guest.backstageIdentity?.token;
  const user = await call('/catalog/entities/by-name/user/default/jane', service).catch(() => ({}));
  if (jane && user.spec) {
    break;
  }
  await sleep(500);
}
const send = async (title, topic) => {
  await call('/notifications', service, { recipients: { type: 'entity', entityRef: 'user:default/jane' }, payload: { title, topic } });
  await sleep(3_000);
};
const show = ({ channels }) =>
  channels.map(channel => {
    const all = channel.origins.flatMap(({ id, enabled, topics }) => [{ id, enabled }, ...topics]);
    return `${channel.id}: ${all.map(({ id, enabled }) => `${id} ${enabled ? 'on' : 'off'}`).sort().join(', ')}`;
  }).join('; ');
const received = async () => {
  const portal = (await call('/notifications', jane)).notifications.map(({ payload }) => payload.title).join(', ');
  return `Web: ${portal || 'nothing'}; Email: ${readFileSync('mails', 'utf8').trim().replaceAll('\n', ', ') || 'nothing'}`;
};
const settings = await call('/notifications/settings', jane);
console.log(show(settings));
if (process.argv[3] === 'first') {
  await send('before', 'news');
  console.log(await received());
  console.log(show(await call('/notifications/settings', jane, settings)));
  await send('after', 'news');
} else {
  await send('summary', 'digest');
}
console.log(await received());
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml --config first.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" first)
sees 'settings' 'Web: finding off, news on; Email: finding on, news on' "${line[0]}"
sees 'received after a message with the topic news' 'Web: before; Email: nothing' "${line[1]}"
sees 'settings, after saving them as they were' 'Web: finding off, news off; Email: finding on, news on' "${line[2]}"
sees 'received after another' 'Web: before; Email: after' "${line[3]}"
kill -KILL -- "-${started[0]}"
wait "${started[0]}" 2>/dev/null || true
start backend node backend.cjs --config app-config.yaml --config second.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" second)
sees 'settings, after the defaults of e-mail have a topic' 'Web: digest off, finding off, news off; Email: digest off, finding on, news on' "${line[0]}"
sees 'received after a message with that topic' 'Web: before; Email: after, summary' "${line[1]}"
finish
