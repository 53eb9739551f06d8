import { InputError } from '@backstage/errors';
import { parseExactJson } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Disk } from '../engine/Disk';
import { Engine, EngineLimits, Value } from '../engine/Engine';
import { nameOf, textOf } from '../engine/text';
import { FileLocation, filesAt, FoundFile } from './files';
import { flatten } from './flatten';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/** A column: SQL of its texts, and whether these are JSON. */
type ParquetColumn = { name: string; sql: string; isJson: boolean };

/**
 * Reads the rows of Parquet files, through an engine of their own: numbers as exactly as they
 * are stored, and whole ones without a decimal point whatever their type is; instants as ISO
 * 8601 in UTC, times without a zone without one, lists as lists, and what is nested as in JSON.
 */
export class ParquetRowReader implements RowReader {
  /** A missing value is blank. */
  readonly sparse = true;

  constructor(
    private readonly options: FileLocation & { limits?: EngineLimits },
  ) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const files = await filesAt(this.options, signal);
    const engine = await Engine.open({
      timeZone: 'UTC',
      signal,
      limits: this.options.limits,
    });
    try {
      for (const file of files) {
        yield* this.readFile(engine, file, signal);
      }
    } finally {
      await engine.close();
    }
  }

  private async *readFile(
    engine: Engine,
    { name, open }: FoundFile,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow> {
    // The engine reaches its own directory only
    const copy = join(engine.directory, 'rows.parquet');
    const size = await copyTo(copy, await open(), engine.disk, signal);
    const from = `read_parquet(${textOf(copy)}, binary_as_string = true)`;
    let count = 0;
    try {
      const columns = await columnsOf(engine, from);
      const sql = columns.map(column => column.sql).join(', ');
      for await (const rows of engine.stream(`select ${sql} from ${from}`)) {
        for (const values of rows) {
          signal.throwIfAborted();
          count++;
          yield { where: `${name} row ${count}`, row: toRow(columns, values) };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      const { path, key } = this.options;
      const which = path.endsWith(name) ? '' : ` in ${name}`;
      throw new InputError(
        `${key} is ${path}, which cannot be read as Parquet${which}`,
        error,
      );
    } finally {
      await rm(copy, { force: true });
      engine.disk.give(size);
    }
  }
}

/** @returns how many bytes it has */
async function copyTo(
  path: string,
  bytes: Readable,
  disk: Disk,
  signal: AbortSignal,
): Promise<number> {
  let size = 0;
  const count = async function* count(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      disk.take(chunk.length);
      size += chunk.length;
      yield chunk;
    }
  };
  await pipeline(bytes, count, createWriteStream(path), { signal });
  return size;
}

async function columnsOf(
  engine: Engine,
  from: string,
): Promise<ParquetColumn[]> {
  const described = await engine.all<[string, string, ...Value[]]>(
    `describe select * from ${from}`,
  );
  return described.map(([name, type]) => {
    const column = nameOf(name);
    if (/^(STRUCT|MAP|UNION|VARIANT)\b|\]\[\d*\]$/.test(type)) {
      return { name, sql: `to_json(${column})::varchar`, isJson: true };
    }
    const list = /^(.*)\[\d*\]$/.exec(type);
    return {
      name,
      sql: list
        ? `list_transform(${column}, lambda v: ${textSql('v', list[1])})`
        : textSql(column, type),
      isJson: false,
    };
  });
}

/** SQL of the text of a value that is not nested. */
function textSql(value: string, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') {
    return `strftime(timezone('UTC', ${value}), '%Y-%m-%dT%H:%M:%S.%fZ')`;
  }
  if (type.startsWith('TIMESTAMP')) {
    return `strftime(${value}::timestamp, '%Y-%m-%dT%H:%M:%S.%f')`;
  }
  // In another file the same column may be of whole numbers: 1.0 is 1
  return /^(FLOAT|DOUBLE|DECIMAL)/.test(type)
    ? `regexp_replace(${value}::varchar, '\\.0+$', '')`
    : `${value}::varchar`;
}

function toRow(columns: ParquetColumn[], values: Value[]) {
  return flatten(
    Object.fromEntries(
      columns.map(({ name, isJson }, index) => {
        const value = values[index];
        return [
          name,
          isJson && value !== null ? parseExactJson(value as string) : value,
        ];
      }),
    ),
  );
}
