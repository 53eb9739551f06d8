/** More days than any calendar has, so that entity and day make one number. */
const DAYS = 2 ** 24;
const OFFSET = 2 ** 23;

/** One number for an entity and an epoch day. */
export function cellOf(entity: number, day: number): number {
  return entity * DAYS + day + OFFSET;
}

/** The entity and the epoch day of a cell. */
export function ofCell(cell: number): { entity: number; day: number } {
  return { entity: Math.floor(cell / DAYS), day: (cell % DAYS) - OFFSET };
}

/** Two sums for each entity and period. */
export class Cells {
  private readonly cells = new Map<number, { a: number; b: number }>();

  /** The sums of a cell, which may be changed. */
  at(entity: number, day: number): { a: number; b: number } {
    const key = cellOf(entity, day);
    let cell = this.cells.get(key);
    if (!cell) {
      cell = { a: 0, b: 0 };
      this.cells.set(key, cell);
    }
    return cell;
  }

  has(entity: number, day: number): boolean {
    return this.cells.has(cellOf(entity, day));
  }

  *entries(): Generator<{ entity: number; day: number; a: number; b: number }> {
    for (const [key, { a, b }] of this.cells) {
      yield { ...ofCell(key), a, b };
    }
  }
}
