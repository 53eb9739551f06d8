#!/bin/bash
# Request Tracker: TicketSQL rejects no date. One that it cannot read ('this month', 'Q2',
# 'garbage') is 1970, so "later than" finds all tickets and "earlier than" none; and a duration
# without "ago" lies in the future. An unknown field is an error.
. "$(dirname "$0")/lib.sh"

need node curl
debian request-tracker5 rt5-db-sqlite
guess "Created < 'garbage' is an error, and LastUpdated > '30 days' is within the last 30 days"
start_request_tracker

cat >"$work/try.mjs" <<'JS'
const headers = { authorization: `Basic ${btoa('root:password')}`, 'content-type': 'application/json' };
const body = JSON.stringify({ Queue: 'General', Subject: 'one' });
await fetch(`${process.argv[2]}/REST/2.0/ticket`, { method: 'POST', headers, body });
for (const query of process.argv.slice(3)) {
  const url = `${process.argv[2]}/REST/2.0/tickets?query=${encodeURIComponent(query)}`;
  const { total, message } = await (await fetch(url, { headers })).json();
  console.log(message ? message.split(' at ')[0] : total);
}
JS
queries=("Created > 'garbage'" "Created < 'garbage'" "Created > 'this month'" "Created < 'this month'" "Created > 'Q2'"
  "LastUpdated > '30 days'" "LastUpdated > '30 days ago'" "Createt > '2026-01-01'")
mapfile -t line < <(node "$work/try.mjs" "$request_tracker_url" "${queries[@]}")
stated=(1 0 1 0 1 0 1 'Unknown field: Createt')
for n in "${!queries[@]}"; do
  sees "of 1 ticket that was just made, ${queries[$n]}" "${stated[$n]}" "${line[$n]}"
done
finish
