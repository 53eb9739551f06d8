#!/bin/bash
# Luxon: where clocks go back across midnight, a day has two midnights. startOf('day') of its
# first hour differs from startOf('day') of its other hours, and a date without a time is
# parsed as the second midnight, which is after the first hour of that very day.
# Zones: Atlantic/Azores (last Sunday of October, as in all of the EU), America/Havana.
. "$(dirname "$0")/lib.sh"

npm_install luxon@3.7.2
guess 'all instants of one local day have the same startOf("day"), which is not after any of them'

cat >"$work/try.cjs" <<'JS'
const { DateTime } = require('luxon');
const zone = 'Atlantic/Azores';
const at = iso => DateTime.fromISO(iso, { zone: 'UTC' }).setZone(zone);
const utc = time => time.toUTC().toISO({ suppressMilliseconds: true });
const firstHour = at('2026-10-25T00:30:00Z');
const noon = at('2026-10-25T13:00:00Z');
console.log(firstHour.toISODate() === noon.toISODate());
console.log(utc(firstHour.startOf('day')));
console.log(utc(noon.startOf('day')));
const date = DateTime.fromISO('2026-10-25', { zone });
console.log(utc(date));
console.log(date > firstHour);
JS
mapfile -t line < <(node "$work/try.cjs")
sees 'both instants are of 2026-10-25 in Atlantic/Azores' true "${line[0]}"
sees 'startOf("day") of 00:30Z' 2026-10-25T00:00:00Z "${line[1]}"
sees 'startOf("day") of 13:00Z, the same day' 2026-10-25T01:00:00Z "${line[2]}"
sees 'fromISO("2026-10-25")' 2026-10-25T01:00:00Z "${line[3]}"
sees 'the day begins after an instant of it' true "${line[4]}"
finish
