#!/bin/bash
# Request Tracker: REST 2 answers the value of a DateTime custom field as 2026-12-01T10:00:00Z.
# Written in that very format it loses its time and becomes midnight; without the Z, or with
# an offset, it is kept. Reading a ticket and writing the field back moves it.
. "$(dirname "$0")/lib.sh"

need node curl
debian request-tracker5 rt5-db-sqlite
guess 'what the API answers for a field can be written to it, and is then what it was'
cat >"$work/fields" <<'PERL'
@CustomFields = ({ Name => 'Outage', Type => 'DateTime', LookupType => 'RT::Queue-RT::Ticket', Queue => 0 });
1;
PERL
start_request_tracker "$work/fields"

cat >"$work/try.mjs" <<'JS'
const headers = { authorization: `Basic ${btoa('root:password')}`, 'content-type': 'application/json' };
const call = async (path, body) => {
  const method = body ? 'POST' : 'GET';
  return (await fetch(`${process.argv[2]}/REST/2.0${path}`, { method, headers, body: body && JSON.stringify(body) })).json();
};
for (const Outage of process.argv.slice(3)) {
  const { id } = await call('/ticket', { Queue: 'General', Subject: 'one', CustomFields: { Outage } });
  const ticket = await call(`/ticket/${id}?fields=CustomFields`);
  console.log(ticket.CustomFields.find(({ name }) => name === 'Outage').values.join());
}
JS
values=('2026-12-01 10:00:00' 2026-12-01T10:00:00 2026-12-01T12:00:00+02:00 2026-12-01T10:00:00Z)
mapfile -t line < <(node "$work/try.mjs" "$request_tracker_url" "${values[@]}")
stated=(2026-12-01T10:00:00Z 2026-12-01T10:00:00Z 2026-12-01T10:00:00Z 2026-12-01T00:00:00Z)
for n in "${!values[@]}"; do
  sees "written as ${values[$n]}, it is" "${stated[$n]}" "${line[$n]}"
done
finish
