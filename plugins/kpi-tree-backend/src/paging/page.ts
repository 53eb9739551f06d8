import { z } from 'zod';
import { readCursor, writeCursor } from './cursor';

/** Which part of a list is requested. */
export type PageRequest = { limit?: number; cursor?: string };

/** A part of a list, and where the next one begins. */
export type Page<T> = { items: T[]; nextCursor?: string };

/** The number of items if no fewer are requested. */
const MAX_ITEMS = 1_000;

const positionSchema = z.object({ after: z.string() });

/**
 * A page of a list that is in memory, in the order of its keys.
 *
 * @param keyOf - unique in the list
 * @throws `InputError` if the cursor does not belong to this list
 */
export function pageOf<T>(
  items: T[],
  { limit = MAX_ITEMS, cursor }: PageRequest,
  keyOf: (item: T) => string,
): Page<T> {
  const after = readCursor(cursor, positionSchema)?.after;
  const keyed = items
    .map(item => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const page = keyed.slice(0, limit);
  return {
    items: page.map(({ item }) => item),
    ...(keyed.length > limit
      ? { nextCursor: writeCursor({ after: page[page.length - 1].key }) }
      : {}),
  };
}
