#!/bin/bash
# VictoriaMetrics: a range query with 50 points or more is not evaluated at the instants that
# were asked for: start and end are rounded to multiples of the step. Days that begin at 22:00Z
# are answered at 00:00Z, and a client that looks them up by instant finds none.
. "$(dirname "$0")/lib.sh"

need curl node
debian victoria-metrics
guess 'each point is at start + n x step, however many there are (so does Prometheus)'

port=$(free_port)
start server chroot "$root" victoria-metrics -httpListenAddr="127.0.0.1:$port" -storageDataPath=/tmp/data \
  -retentionPeriod=100y
wait_for VictoriaMetrics curl -sf "http://127.0.0.1:$port/health"

cat >"$work/try.mjs" <<'JS'
const url = process.argv[2];
const hour = 3_600;
const first = Date.UTC(2026, 2, 1) / 1_000;
// A gauge, each hour of 120 days
const lines = Array.from({ length: 120 * 24 }, (_, n) => `tickets 1 ${(first + n * hour) * 1_000}`);
await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body: lines.join('\n') });
await fetch(`${url}/internal/force_flush`);
const asked = Date.UTC(2026, 3, 1, 22) / 1_000; // 2026-04-02 begins in Berlin
const times = async points => {
  const end = asked + (points - 1) * 24 * hour;
  const body = new URLSearchParams({ query: 'count_over_time(tickets[1d])', start: asked, end, step: 24 * hour });
  const { data } = await (await fetch(`${url}/api/v1/query_range`, { method: 'POST', body })).json();
  return data.result[0].values.map(([at]) => new Date(at * 1_000).toISOString().slice(0, 16));
};
for (const points of [49, 50]) {
  const answered = await times(points);
  console.log(`${answered.length} from ${answered[0]} to ${answered.at(-1)}`);
}
JS
mapfile -t line < <(node "$work/try.mjs" "http://127.0.0.1:$port")
sees '49 days from 2026-04-01T22:00' '49 from 2026-04-01T22:00 to 2026-05-19T22:00' "${line[0]}"
sees '50 days from 2026-04-01T22:00' '50 from 2026-04-01T00:00 to 2026-05-20T00:00' "${line[1]}"
finish
