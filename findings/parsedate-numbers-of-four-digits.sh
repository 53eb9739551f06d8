#!/bin/bash
# Time::ParseDate, with which Request Tracker reads dates: in a relative time a number of four
# digits is a time of day or a year, and one of six is a time or a date, whatever unit stands
# behind it. "3600 seconds ago" is in the year 3599, "1440 minutes ago" is 14:40 today. Numbers
# of other lengths are numbers, and so are these with a zero in front, or with a minus and
# without "ago".
. "$(dirname "$0")/lib.sh"

need chroot
debian libtime-parsedate-perl perl
guess '"3600 seconds ago" is an hour ago, as "999 seconds ago" is 999 seconds ago'

cat >"$root/tmp/try.pl" <<'PERL'
use POSIX 'strftime';
use Time::ParseDate;
for (@ARGV) {
  my $time = parsedate($_, NOW => 1780315200);
  print strftime('%Y-%m-%d %H:%M:%S', gmtime $time), "\n";
}
PERL
ages=('999 seconds ago' '1830 seconds ago' '3600 seconds ago' '03600 seconds ago' '-3600 seconds' '12345 seconds ago'
  '604800 seconds ago' '0604800 seconds ago' '90 minutes ago' '1440 minutes ago' '999 hours ago' '2000 hours ago')
stated=('2026-06-01 11:43:21' '2026-06-01 18:30:00' '3599-11-30 00:00:00' '2026-06-01 11:00:00' '2026-06-01 11:00:00'
  '2026-06-01 08:34:15' '2063-12-02 00:00:00' '2026-05-25 12:00:00' '2026-06-01 10:30:00' '2026-06-01 14:40:00' '2026-04-20 21:00:00' '2026-06-01 20:00:00')
mapfile -t line < <(inside LC_ALL=C perl /tmp/try.pl "${ages[@]}")
for n in "${!ages[@]}"; do
  sees "on 2026-06-01 at 12:00, ${ages[$n]}" "${stated[$n]}" "${line[$n]}"
done
finish
