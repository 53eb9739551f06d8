import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';

/** A column, as drivers tell of it. */
type Field = { name: string };

/**
 * Calls for the columns of the next answer of a database, as far as its driver tells: those of
 * PostgreSQL and MySQL do.
 *
 * @param connection - one of the driver
 * @param stream - of the rows
 * @returns what ends that
 */
export function onColumns(
  connection: EventEmitter & { connection?: unknown },
  stream: Readable,
  found: (names: string[]) => void,
): () => void {
  const take = (fields?: Field[]) => found((fields ?? []).map(one => one.name));
  const protocol = connection.connection;
  if (protocol instanceof EventEmitter) {
    const describe = ({ fields }: { fields?: Field[] }) => take(fields);
    protocol.on('rowDescription', describe);
    return () => protocol.off('rowDescription', describe);
  }
  const pipe = (rows: Readable) => rows.on('fields', take);
  stream.on('pipe', pipe);
  return () => stream.off('pipe', pipe);
}

/** What is said of names that several columns have; a row has room for the last of them. */
export function repeatedMistake(
  names: string[],
  place: string,
): string | undefined {
  const repeated = new Set(
    names.filter((name, index) => names.indexOf(name) !== index),
  );
  if (!repeated.size) {
    return undefined;
  }
  const [first] = repeated;
  return `The query of ${place} has several columns that are called ${[
    ...repeated,
  ].join(
    ', ',
  )}: name each once, such as other.${first} as other_${first}, in place of other.*`;
}
