#!/bin/bash
# Request Tracker: its REST API drops Created and LastUpdated of a new or changed ticket since
# Debian's security update 5.0.3+dfsg-3~deb12u7 (the one before took Created of a new one), and
# says nothing of it. Started and Resolved are taken. So tickets that are brought over from
# another system with their dates were resolved before they were created: durations are
# negative, and the history is of the day of the import.
. "$(dirname "$0")/lib.sh"

need node curl
debian request-tracker5 rt5-db-sqlite
guess 'a ticket has the Created that it is made with, as it has Started and Resolved, or making it is an error'
start_request_tracker

cat >"$work/try.mjs" <<'JS'
const headers = { authorization: `Basic ${btoa('root:password')}`, 'content-type': 'application/json' };
const ask = async (method, path, fields) => {
  const body = fields && JSON.stringify(fields);
  const answer = await fetch(`${process.argv[2]}/REST/2.0/${path}`, { method, headers, body });
  return { status: answer.status, body: await answer.json() };
};
const today = new Date().toISOString().slice(0, 10);
const kept = date => (date.startsWith(today) ? 'today' : date);
const made = await ask('POST', 'ticket', {
  Queue: 'General',
  Subject: 'brought over',
  Status: 'resolved',
  Created: '2026-01-05 08:00:00',
  LastUpdated: '2026-01-05 10:00:00',
  Started: '2026-01-05 09:00:00',
  Resolved: '2026-01-05 10:00:00',
});
console.log(made.status);
console.log(Object.keys(made.body).sort().join());
for (const change of [undefined, { Created: '2026-01-05 08:00:00' }]) {
  if (change) {
    const changed = await ask('PUT', `ticket/${made.body.id}`, change);
    console.log(changed.status, JSON.stringify(changed.body));
  }
  const { body } = await ask('GET', `ticket/${made.body.id}`);
  console.log(['Created', 'LastUpdated', 'Started', 'Resolved'].map(name => kept(body[name])).join());
}
JS
mapfile -t line < <(node "$work/try.mjs" "$request_tracker_url")
sees 'making a ticket of January 2026 is answered with' 201 "${line[0]}"
sees 'and with the fields' '_url,id,type' "${line[1]}"
sees 'its Created, LastUpdated, Started and Resolved' 'today,today,2026-01-05T09:00:00Z,2026-01-05T10:00:00Z' "${line[2]}"
sees 'setting its Created is answered with' '200 []' "${line[3]}"
sees 'and they are' 'today,today,2026-01-05T09:00:00Z,2026-01-05T10:00:00Z' "${line[4]}"
finish
