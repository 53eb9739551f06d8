#!/bin/bash
# DuckDB: the median of DECIMALs keeps their scale and is truncated, not rounded: of 1.1, 2.2,
# 3.3 and 4.4 it is 2.7. Of the same numbers as DOUBLE it is 2.75, and so is the avg() of
# the DECIMALs.
. "$(dirname "$0")/lib.sh"

npm_install @duckdb/node-api@1.5.6-r.1
guess 'the median of 1.1, 2.2, 3.3 and 4.4 is 2.75, as it is of 1, 2 and so on'

cat >"$work/try.cjs" <<'JS'
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const first = async sql => String((await connection.runAndReadAll(sql)).getRowsJson()[0][0]);
  console.log(await first('select median(x) from (values (1.1), (2.2), (3.3), (4.4)) hours(x)'));
  console.log(await first('select median(x::double) from (values (1.1), (2.2), (3.3), (4.4)) hours(x)'));
  console.log(await first('select avg(x) from (values (1.1), (2.2), (3.3), (4.4)) hours(x)'));
  console.log(await first('select median(x::decimal(10, 0)) from (values (1), (2)) hours(x)'));
  console.log(await first('select median(x) from (values (1), (2)) hours(x)'));
})();
JS
mapfile -t line < <(node "$work/try.cjs")
sees 'median of 1.1, 2.2, 3.3, 4.4' 2.7 "${line[0]}"
sees 'median of the same as DOUBLE' 2.75 "${line[1]}"
sees 'avg of the decimals' 2.75 "${line[2]}"
sees 'median of 1 and 2 as DECIMAL(10, 0)' 1 "${line[3]}"
sees 'median of 1 and 2 as INTEGER' 1.5 "${line[4]}"
finish
