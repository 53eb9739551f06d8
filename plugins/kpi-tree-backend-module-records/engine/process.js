/**
 * The process in which records are sorted, joined and summed, by DuckDB. It runs one
 * statement after the other as its parent asks, and knows nothing else of the product:
 * what it holds, and a crash of it, is not in the process of the portal.
 *
 * Messages of the parent: `open` first, then `query` with a statement, and `next` for more
 * of its rows. The answers have the id of the message: `chunks` of rows, each as its columns,
 * with `more` if there are any, or `error`.
 */
const { rmSync } = require('node:fs');

/** Its functions, once they are loaded. */
let duckdb;

/** Where its files are. */
let ownDirectory;

/** Columns of these types cross to the parent as they lie in memory, unless one is null. */
let numbers;

/** As many rows of nothing but numbers are sent at once, or some more. */
const SENT = 16_384;

/** @type {import('@duckdb/node-api').DuckDBConnection} */
let connection;

/** Rows that were not asked for yet, by the id of their statement. */
const open = new Map();

/** A text of SQL. */
const text = value => `'${String(value).replaceAll("'", "''")}'`;

function load() {
  try {
    duckdb = require('@duckdb/node-api');
  } catch (error) {
    const { platform, arch, version } = process;
    throw new Error(
      `the binary of DuckDB for ${platform} ${arch} cannot be loaded by Node.js ${version}: ${
        error.message.split('\n')[0]
      }; install the packages on the system that the backend runs on, with their optional dependencies`,
    );
  }
  const { DOUBLE, INTEGER } = duckdb.DuckDBTypeId;
  numbers = [DOUBLE, INTEGER];
}

async function start({ directory, memory, threads, disk, timeZone, macros }) {
  ownDirectory = directory;
  load();
  const { DuckDBInstance } = duckdb;
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    threads: String(threads),
    temp_directory: `${directory}/temp`,
    max_temp_directory_size: disk,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const before = await instance.connect();
  // In this order: after the lock nothing of it can be said any more
  for (const statement of [
    `SET GLOBAL TimeZone = ${text(timeZone)}`,
    `SET allowed_directories = [${text(directory)}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]) {
    await before.run(statement);
  }
  before.closeSync();
  // Only one that is opened now is in the time zone
  connection = await instance.connect();
  for (const macro of macros) {
    await connection.run(macro);
  }
}

async function nextRows(id, result) {
  const chunks = [];
  let rows = 0;
  let isShort = true;
  while (isShort && rows < SENT) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) {
      break;
    }
    const columns = columnsOf(chunk);
    chunks.push(columns);
    rows += chunk.rowCount;
    // Texts may be long
    isShort = columns.every(column => column instanceof Float64Array);
  }
  if (!rows) {
    open.delete(id);
    return { chunks, more: false };
  }
  open.set(id, result);
  return { chunks, more: true };
}

function columnsOf(chunk) {
  return Array.from({ length: chunk.columnCount }, (_, index) => {
    const values = chunk.convertColumnValues(
      index,
      duckdb.JSDuckDBValueConverter,
    );
    const { typeId } = chunk.getColumnVector(index).type;
    return numbers.includes(typeId) && !values.includes(null)
      ? Float64Array.from(values)
      : values;
  });
}

async function answer({ type, id, ...message }) {
  switch (type) {
    case 'open':
      await start(message.options);
      return {};
    case 'query': {
      // Another statement would end it without a word
      if (open.size > 0) {
        throw new Error('the rows of another statement are still read');
      }
      const { sql, values } = message;
      const result = await connection.stream(sql, values);
      return nextRows(id, result);
    }
    case 'next':
      return open.has(id) ? nextRows(id, open.get(id)) : { chunks: [] };
    case 'stop':
      open.delete(id);
      return {};
    default:
      throw new Error(`unknown message ${type}`);
  }
}

let before = Promise.resolve();

process.on('message', message => {
  before = before.then(async () => {
    let said;
    try {
      said = await answer(message);
    } catch (error) {
      open.delete(message.id);
      said = { error: error.message };
    }
    if (process.connected) {
      process.send({ id: message.id, ...said });
    }
  });
});

// Without its parent nobody wants the answer, and nobody removes its files
process.on('disconnect', () => {
  if (ownDirectory) {
    rmSync(ownDirectory, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit();
});
