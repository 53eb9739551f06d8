#!/bin/bash
# DuckDB: a second process that opens a file is refused; the same process may open it twice
# without an error. The two instances do not see each other's rows, and rows that one of them
# committed are missing from the file afterwards.
. "$(dirname "$0")/lib.sh"

npm_install @duckdb/node-api@1.5.6-r.1
guess 'a second instance of the same file is an error, or is the same database: all rows are kept'

cat >"$work/write.cjs" <<'JS'
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const file = process.argv[2];
  const a = await DuckDBInstance.create(file);
  const first = await a.connect();
  await first.run('create table measurements (n integer)');
  await first.run('insert into measurements values (1)');
  const b = await DuckDBInstance.create(file);
  const second = await b.connect();
  await second.run('insert into measurements values (2)');
  await first.run('insert into measurements values (3)');
  const rows = async connection =>
    (await connection.runAndReadAll('select n from measurements order by n')).getRowsJson().flat().join(' ');
  console.log(await rows(first));
  console.log(await rows(second));
  first.closeSync();
  second.closeSync();
  a.closeSync();
  b.closeSync();
})();
JS
cat >"$work/read.cjs" <<'JS'
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const connection = await (await DuckDBInstance.create(process.argv[2])).connect();
  const result = await connection.runAndReadAll('select n from measurements order by n');
  console.log(result.getRowsJson().length);
})();
JS
mapfile -t line < <(node "$work/write.cjs" "$work/file.duckdb")
sees 'rows by the first, of 1, 2 (by the second) and 3, all committed' '1 3' "${line[0]}"
sees 'rows by the second' '1 2' "${line[1]}"
sees 'how many of the three are in the file, read by another process' 2 "$(node "$work/read.cjs" "$work/file.duckdb")"
finish
