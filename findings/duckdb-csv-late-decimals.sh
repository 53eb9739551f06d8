#!/bin/bash
# DuckDB: the first 20,480 rows of a CSV file decide on the types. A later value that does not
# fit is cast silently where possible: 0.4 in a BIGINT column is 0, and the sum of a column
# depends on the order of the rows.
. "$(dirname "$0")/lib.sh"

npm_install @duckdb/node-api@1.5.6-r.1
guess 'the sum is the same whatever the order of the rows, or there is an error'

cat >"$work/try.cjs" <<'JS'
const { DuckDBInstance } = require('@duckdb/node-api');
const { writeFileSync } = require('node:fs');
const whole = Array.from({ length: 25_000 }, (_, n) => `${n + 1},2`);
const decimals = Array.from({ length: 1_000 }, (_, n) => `${n + 25_001},0.4`);
const write = (file, rows) => writeFileSync(file, ['id,hours', ...rows, ''].join('\n'));
process.chdir(process.argv[2]);
write('decimals-last.csv', [...whole, ...decimals]);
write('decimals-first.csv', [...decimals, ...whole]);
(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const file of ['decimals-first', 'decimals-last']) {
    const result = await connection.runAndReadAll(
      `select typeof(any_value(hours)), count(*), round(sum(hours)) from '${file}.csv'`,
    );
    console.log(result.getRowsJson()[0].join(' '));
  }
})();
JS
mapfile -t line < <(node "$work/try.cjs" "$work")
sees 'type, rows and sum of hours, with the 1,000 decimals first' 'DOUBLE 26000 50400' "${line[0]}"
sees 'type, rows and sum of hours, with the 1,000 decimals last' 'BIGINT 26000 50000' "${line[1]}"
finish
