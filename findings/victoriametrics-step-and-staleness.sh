#!/bin/bash
# VictoriaMetrics: how old a sample may be depends on the step. A target that died in the first
# hour of a day still has a value at the end of it when the step is 1d, and has none at the
# same instant when the step is 1h.
. "$(dirname "$0")/lib.sh"

need curl node
debian victoria-metrics
guess 'whether a series has a value at an instant does not depend on the step'

port=$(free_port)
start server chroot "$root" victoria-metrics -httpListenAddr="127.0.0.1:$port" -storageDataPath=/tmp/data \
  -retentionPeriod=100y
wait_for VictoriaMetrics curl -sf "http://127.0.0.1:$port/health"

cat >"$work/try.mjs" <<'JS'
const url = process.argv[2];
const first = Date.UTC(2026, 4, 1);
const lines = Array.from({ length: 60 }, (_, n) => `up{job="dead"} 1 ${first + n * 60_000}`);
await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body: lines.join('\n') });
await fetch(`${url}/internal/force_flush`);
const at = first / 1_000 + 20 * 3_600;
for (const step of [3_600, 12 * 3_600, 24 * 3_600]) {
  const body = new URLSearchParams({ query: 'sum(up)', start: at, end: at, step });
  const { data } = await (await fetch(`${url}/api/v1/query_range`, { method: 'POST', body })).json();
  console.log(data.result.length ? `up = ${data.result[0].values[0][1]}` : 'nothing');
}
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port")
sees 'nineteen hours after the last sample, step 1h' nothing "${line[0]}"
sees 'at the same instant, step 12h' nothing "${line[1]}"
sees 'at the same instant, step 24h' 'up = 1' "${line[2]}"
finish
