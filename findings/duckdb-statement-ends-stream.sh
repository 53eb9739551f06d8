#!/bin/bash
# DuckDB for Node.js: a statement on a connection ends the result that is streamed on it. The
# rest of its rows are missing, without an error: the result looks as if it were read to its end.
. "$(dirname "$0")/lib.sh"

need node npm
npm_install @duckdb/node-api@1.5.6-r.1
guess 'a second statement on a connection fails, or waits, while a result of the connection is read'

cat >"$work/try.mjs" <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const other = await instance.connect();
const rows = async between => {
  const result = await connection.stream('select i from range(1000000) t(i)');
  let count = 0;
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    count += chunk.rowCount;
    await between();
  }
  return count;
};
console.log(await rows(() => undefined));
console.log(await rows(() => other.run('select 1')));
try {
  console.log(await rows(() => connection.run('select 1')));
} catch (error) {
  console.log(`an error: ${error.message}`);
}
JS
mapfile -t line < <(cd "$work" && node try.mjs)
sees 'rows of a million, read alone' 1000000 "${line[0]}"
sees 'rows, with statements of another connection between chunks' 1000000 "${line[1]}"
sees 'rows, with a statement of the same connection after the first chunk' 2048 "${line[2]}"
finish
