#!/bin/bash
# VictoriaMetrics: for a counter younger than the window, rate() times the length of the window
# is not increase(): rate() divides by the time between the samples. Whether the first value
# of a counter counts as an increase depends on how large it is; delta() does the same for
# a gauge that never moved.
. "$(dirname "$0")/lib.sh"

need curl node
debian victoria-metrics
guess 'rate(x[1d]) * 86400 = increase(x[1d]), as in Prometheus; a counter that does not move has the increase 0'

port=$(free_port)
start server chroot "$root" victoria-metrics -httpListenAddr="127.0.0.1:$port" -storageDataPath=/tmp/data \
  -retentionPeriod=100y
wait_for VictoriaMetrics curl -sf "http://127.0.0.1:$port/health"

cat >"$work/try.mjs" <<'JS'
const url = process.argv[2];
const midnight = Date.UTC(2026, 4, 2);
// Samples from six o'clock on, ten hours long, a minute apart
const at = n => midnight - 18 * 3_600_000 + n * 60_000;
const lines = [];
for (let n = 0; n < 600; n++) {
  lines.push(`orders_total{service="young"} ${1_000 + 10 * n} ${at(n)}`);
  lines.push(`orders_total{service="still-small"} 3 ${at(n)}`);
  lines.push(`orders_total{service="still-large"} 1000 ${at(n)}`);
}
await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body: lines.join('\n') });
await fetch(`${url}/internal/force_flush`);
const ask = async query => {
  const body = new URLSearchParams({ query, time: midnight / 1_000 });
  const { data } = await (await fetch(`${url}/api/v1/query`, { method: 'POST', body })).json();
  return data.result[0].value[1];
};
console.log(await ask('increase(orders_total{service="young"}[1d])'));
console.log(await ask('rate(orders_total{service="young"}[1d]) * 86400'));
for (const service of ['still-small', 'still-large']) {
  console.log(await ask(`increase(orders_total{service="${service}"}[1d])`));
}
console.log(await ask('delta(orders_total{service="still-small"}[1d])'));
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port")
sees 'increase of a counter from 1000 to 6990 in the day' 5990 "${line[0]}"
sees 'its rate, times 86400' 14400 "${line[1]}"
sees 'increase of a counter that is 3 all the time' 3 "${line[2]}"
sees 'increase of a counter that is 1000 all the time' 0 "${line[3]}"
sees 'delta of a gauge that is 3 all the time' 3 "${line[4]}"
finish
