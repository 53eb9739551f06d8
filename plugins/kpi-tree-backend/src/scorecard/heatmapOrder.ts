import { z } from 'zod';
import { compareNames } from '../definitions/Definitions';

type Named = { title: string; entityRef: string };

/** What a row of the heatmap is in order by. */
export type Ordered = Named & {
  /** The score that rows are sorted by; not given where they are sorted by name. */
  number?: number | null;
  /** Not given where there are no groups; `null` where the row is in none. */
  group?: Named | null;
};

const namedSchema = z.object({ title: z.string(), entityRef: z.string() });

/** Where a page ends: the row that is its last. */
export const positionSchema = namedSchema.extend({
  number: z.number().nullable().optional(),
  group: namedSchema.nullable().optional(),
});

/**
 * Puts rows in order: by group, those in none last; then by number, those without one
 * last whatever the order; then by name.
 *
 * @param after - the row after which to begin
 */
export function inOrder<T extends Ordered>(
  rows: T[],
  order: 'asc' | 'desc',
  after?: Ordered,
): T[] {
  const all: Ordered[] = after ? [...rows, after] : rows;
  const names = ranks(all);
  const groups = ranks(all.flatMap(({ group }) => group ?? []));
  const way = order === 'asc' ? 1 : -1;
  const keyed = (row: Ordered) => ({
    group: row.group ? groups.get(row.group.entityRef)! : Infinity,
    // Those that are sorted by name have none
    number: row.number === null ? Infinity : way * (row.number ?? 0),
    name: (row.number === undefined ? way : 1) * names.get(row.entityRef)!,
  });
  const compare = (a: ReturnType<typeof keyed>, b: typeof a) =>
    difference(a.group, b.group) ||
    difference(a.number, b.number) ||
    a.name - b.name;
  const last = after && keyed(after);
  return rows
    .map(row => ({ row, key: keyed(row) }))
    .filter(({ key }) => !last || compare(key, last) > 0)
    .sort((a, b) => compare(a.key, b.key))
    .map(({ row }) => row);
}

/** The places of things in the order of their names, so that names are compared once. */
function ranks(things: Named[]): Map<string, number> {
  const unique = new Map(things.map(thing => [thing.entityRef, thing]));
  return new Map(
    [...unique.values()]
      .sort(compareNames)
      .map(({ entityRef }, index) => [entityRef, index]),
  );
}

/** Infinite ones are equal. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
