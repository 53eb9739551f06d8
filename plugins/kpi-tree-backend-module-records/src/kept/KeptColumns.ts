import { Uses } from '../measures/values';

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
