#!/bin/bash
# Prometheus 2 and VictoriaMetrics: a range selector includes both of its ends in one and only
# the later end in the other. An hourly gauge has 25 samples a day in Prometheus, and the
# one at midnight is counted in both days; VictoriaMetrics has 24.
. "$(dirname "$0")/lib.sh"

need curl node
debian prometheus victoria-metrics
guess 'count_over_time(tickets[1d]) of a value each hour is 24 in both, and sums of days add up'

cat >"$work/samples.mjs" <<'JS'
import { mkdirSync, writeFileSync } from 'node:fs';
const [, , root] = process.argv;
const first = Date.UTC(2026, 4, 1) / 1_000;
const each = Array.from({ length: 10 * 24 + 1 }, (_, n) => first + n * 3_600);
mkdirSync(`${root}/tmp/data`);
writeFileSync(`${root}/tmp/samples`, `# TYPE tickets gauge\n${each.map(at => `tickets 1 ${at}\n`).join('')}# EOF\n`);
writeFileSync(`${root}/tmp/samples-ms`, each.map(at => `tickets 1 ${at}000\n`).join(''));
writeFileSync(`${root}/tmp/prometheus.yml`, 'global: {}\n');
JS
node "$work/samples.mjs" "$root"
inside promtool tsdb create-blocks-from openmetrics /tmp/samples /tmp/data >/dev/null
port=$(free_port)
start prometheus chroot "$root" prometheus --config.file=/tmp/prometheus.yml --storage.tsdb.path=/tmp/data \
  --storage.tsdb.retention.time=100y --web.listen-address="127.0.0.1:$port"
wait_for Prometheus curl -sf "http://127.0.0.1:$port/-/ready"
other_port=$(free_port)
start victoria chroot "$root" victoria-metrics -httpListenAddr="127.0.0.1:$other_port" -storageDataPath=/tmp/vm \
  -retentionPeriod=100y
wait_for VictoriaMetrics curl -sf "http://127.0.0.1:$other_port/health"
curl -sf --data-binary "@$root/tmp/samples-ms" "http://127.0.0.1:$other_port/api/v1/import/prometheus"
curl -sf "http://127.0.0.1:$other_port/internal/force_flush"

# ask PORT QUERY: the value at midnight after the 4th of May
ask() {
  curl -sf "http://127.0.0.1:$1/api/v1/query" --data-urlencode "query=$2" --data-urlencode time=2026-05-05T00:00:00Z |
    node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).data.result[0].value[1]'
}
sees 'Prometheus, count_over_time(tickets[1d])' 25 "$(ask "$port" 'count_over_time(tickets[1d])')"
sees 'VictoriaMetrics, count_over_time(tickets[1d])' 24 "$(ask "$other_port" 'count_over_time(tickets[1d])')"
four='sum_over_time(tickets[1d]) + sum_over_time(tickets[1d] offset 1d)'
sees 'Prometheus, the sums of two days together' 50 "$(ask "$port" "$four")"
sees 'Prometheus, the sum of the same two days' 49 "$(ask "$port" 'sum_over_time(tickets[2d])')"
sees 'VictoriaMetrics, the sums of two days together' 48 "$(ask "$other_port" "$four")"
finish
