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
 * @param rows - in the order of their names
 * @param after - the row after which to begin
 */
export function inOrder<T extends Ordered>(
  rows: T[],
  order: 'asc' | 'desc',
  after?: Ordered,
): T[] {
  const groups = ranksOf(
    [...rows, ...(after ? [after] : [])].flatMap(({ group }) => group ?? []),
  );
  const way = order === 'asc' ? 1 : -1;
  const keyed = (row: Ordered, name: number) => ({
    group: row.group ? groups.get(row.group.entityRef)! : Infinity,
    // Those that are sorted by name have none
    number: row.number === null ? Infinity : way * (row.number ?? 0),
    name: (row.number === undefined ? way : 1) * name,
  });
  const compare = (a: ReturnType<typeof keyed>, b: typeof a) =>
    difference(a.group, b.group) ||
    difference(a.number, b.number) ||
    a.name - b.name;
  const last = after && keyed(after, placeIn(rows, after));
  return rows
    .map((row, index) => ({ row, key: keyed(row, index) }))
    .filter(({ key }) => !last || compare(key, last) > 0)
    .sort((a, b) => compare(a.key, b.key))
    .map(({ row }) => row);
}

/** Where a row stands among others; before the next one if it is gone. */
function placeIn(rows: Named[], row: Named): number {
  const index = rows.findIndex(({ entityRef }) => entityRef === row.entityRef);
  if (index >= 0) {
    return index;
  }
  const next = rows.findIndex(other => compareNames(other, row) > 0);
  return (next < 0 ? rows.length : next) - 0.5;
}

/** The places of groups in the order of their names. */
function ranksOf(groups: Named[]): Map<string, number> {
  const unique = new Map(groups.map(group => [group.entityRef, group]));
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
