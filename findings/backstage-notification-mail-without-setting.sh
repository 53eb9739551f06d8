#!/bin/bash
# Backstage's notifications: a user's settings, those of e-mail as well, list only origins and
# topics that were stored in the portal for that user. Whoever switched an origin off in the
# portal, as they prefer e-mail, gets e-mail of topics that the settings do not have: it is all
# of the origin or nothing. In a portal that only sends e-mail, as its defaults switch the
# channel Web off, users are shown no settings at all, and so nothing that stops the e-mail.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/plugin-notifications-backend@0.6.11 \
  @backstage/plugin-notifications-backend-module-email@0.3.25 @backstage/plugin-catalog-backend@4.0.5 \
  @backstage/plugin-auth-backend@0.31.0 @backstage/plugin-auth-backend-module-guest-provider@0.2.25 better-sqlite3@13.2.0
guess 'what a user gets by e-mail is in the settings of e-mail, and can be switched off there'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
app: { baseUrl: http://127.0.0.1:3000 }
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
auth:
  providers: { guest: { userEntityRef: user:default/jane, ownershipEntityRefs: [user:default/jane], dangerouslyAllowOutsideDevelopment: true } }
catalog:
  rules: [{ allow: [User, Location] }]
  locations: [{ type: file, target: ./jane.yaml }]
notifications:
  processors: { email: { transportConfig: { transport: sendmail, path: $work/sendmail }, sender: portal@example.com } }
YAML
cat >"$work/jane.yaml" <<'YAML'
{ apiVersion: backstage.io/v1alpha1, kind: User, metadata: { name: jane }, spec: { profile: { email: jane@example.com }, memberOf: [] } }
YAML
echo 'notifications: { defaultSettings: { channels: [{ id: Web, enabled: false }] } }' >"$work/mail-only.yaml"
# Takes the place of sendmail: notes the subjects
printf '#!/bin/sh\nsed -n "s/^Subject: //p" >>%s/mails\n' "$work" >"$work/sendmail"
chmod +x "$work/sendmail"
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
import { readFileSync, writeFileSync } from 'node:fs';
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
writeFileSync('mails', '');
// Sends a message of each topic, and says of which topics there were e-mails
const send = async (...topics) => {
  for (const topic of topics) {
    const payload = { title: topic, topic };
    await call('/notifications', service, { recipients: { type: 'entity', entityRef: 'user:default/jane' }, payload });
    await sleep(2_000);
  }
  return readFileSync('mails', 'utf8').trim().replaceAll('\n', ', ') || 'none';
};
const read = () => call('/notifications/settings', jane);
const show = ({ channels }) =>
  channels.map(({ id, origins }) => {
    const topics = origins.flatMap(origin => origin.topics.map(topic => `${topic.id} ${topic.enabled ? 'on' : 'off'}`));
    return `${id}: ${topics.join(', ') || `${origins.length} origins`}`;
  }).join('; ');
console.log(await send('outage'));
console.log(show(await read()));
if (process.argv[3] !== 'mail-only') {
  // What the screen does when an origin is switched off for a channel
  const { channels } = await read();
  const off = items => items.map(item => ({ ...item, enabled: false }));
  for (const channel of channels.filter(({ id }) => id === 'Web')) {
    channel.origins = off(channel.origins).map(origin => ({ ...origin, topics: off(origin.topics) }));
  }
  console.log(show(await call('/notifications/settings', jane, { channels })));
}
console.log(await send('digest', 'survey'));
console.log(show(await read()));
JS
cd "$work"
start backend node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port")
sees 'e-mails' outage "${line[0]}"
sees 'settings' 'Web: outage on; Email: outage on' "${line[1]}"
sees 'settings, after the origin is switched off in the portal' 'Web: outage off; Email: outage on' "${line[2]}"
sees 'e-mails, after two more topics' 'outage, digest, survey' "${line[3]}"
sees 'settings' 'Web: outage off; Email: outage on' "${line[4]}"
kill -KILL -- "-${started[0]}"
wait "${started[0]}" 2>/dev/null || true
start backend node backend.cjs --config app-config.yaml --config mail-only.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" mail-only)
sees 'e-mails of the portal that only sends e-mail' 'outage, digest, survey' "${line[2]}"
sees 'settings' 'Web: 0 origins; Email: 0 origins' "${line[3]}"
finish
