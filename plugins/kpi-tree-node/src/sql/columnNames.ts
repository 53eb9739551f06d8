import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';

/** A column, as drivers describe it. */
type Field = { name: string };

/** Receives the names of the columns of an answer. */
type TakeNames = (names: string[]) => void;

/**
 * Passes on the columns of an answer of PostgreSQL, which its driver announces on the connection.
 *
 * @param connection - one of the driver; those of others announce nothing
 * @returns what ends that
 */
export function onColumnsOf(
  { connection: protocol }: { connection?: unknown },
  take: TakeNames,
): () => void {
  if (!(protocol instanceof EventEmitter)) {
    return () => {};
  }
  const describe = ({ fields }: { fields?: Field[] }) => take(namesOf(fields));
  protocol.on('rowDescription', describe);
  return () => protocol.off('rowDescription', describe);
}

/**
 * Passes on the columns of an answer of MySQL, which its driver announces with the rows.
 *
 * @param stream - into which the rows go, before the query is sent
 */
export function onPipedColumns(stream: Readable, take: TakeNames): void {
  stream.on('pipe', (rows: Readable) =>
    rows.on('fields', (fields?: Field[]) => take(namesOf(fields))),
  );
}

function namesOf(fields: Field[] = []): string[] {
  return fields.map(({ name }) => name);
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
