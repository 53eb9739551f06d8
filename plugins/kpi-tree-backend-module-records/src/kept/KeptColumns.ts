import { textOf } from '../engine/text';
import { Uses } from '../measures/values';
import { listColumn, textColumn, typedColumn } from '../table/columns';

/** The columns of kept records. */
export type KeptColumns = {
  /** How they are read; each has its text as well. */
  uses: Pick<Uses, 'texts' | 'instants' | 'numbers'>;
  /** Those of the texts that are lists. */
  lists: string[];
  /** What is read of all rows of records, by the names of its columns in SQL. */
  logs: string[];
  /** The column by whose month they are kept, if there is one. */
  time?: string;
};

/** As it is stored. */
export function toText({ uses, lists, logs, time }: KeptColumns): string {
  const { texts, instants, numbers } = uses;
  const sorted = [texts, instants, numbers, lists, logs].map(list =>
    [...list].sort(),
  );
  return JSON.stringify([...sorted, time ?? null]);
}

/** As {@link toText} wrote it. */
export function fromText(text: string): KeptColumns {
  const [texts, instants, numbers, lists, logs, time] = JSON.parse(text);
  return {
    uses: { texts, instants, numbers },
    lists,
    logs,
    ...(time ? { time } : {}),
  };
}

/** SQL of them: what is not among them may be another in each month. */
export function keptSql({ uses, lists, logs }: KeptColumns): string {
  const { texts, instants, numbers } = uses;
  return [
    ...['row', 'place', 'name'],
    ...[...new Set([...texts, ...instants, ...numbers])].map(textColumn),
    ...lists.map(listColumn),
    ...instants.map(column => typedColumn(column, 'instant')),
    ...numbers.map(column => typedColumn(column, 'number')),
    ...logs,
  ].join(', ');
}

/** SQL of kept records. An earlier version may have kept more columns, or in another order. */
export function keptIn(files: string[]): string {
  return `read_parquet([${files
    .map(textOf)
    .join(', ')}], union_by_name = true)`;
}
