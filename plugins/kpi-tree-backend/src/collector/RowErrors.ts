import { RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Different messages that are kept; more would not be read. */
const MAX_ERRORS = 50;

/** Equal errors are one error with a count and the place of the first. */
export class RowErrors {
  private readonly errors = new Map<string, RunError>();
  private leftOut = 0;

  /** @param known - those that there are already */
  constructor(known: RunError[] = []) {
    known.forEach(error => this.errors.set(error.message, { ...error }));
  }

  /**
   * @param where - the row, KPI or entity
   * @param entityRef - the entity that it hits, where one is known
   * @param rows - how many it is of
   */
  add(message: string, where?: string, entityRef?: string, rows = 1): void {
    const known = this.errors.get(message);
    if (known) {
      known.count += rows;
    } else if (this.errors.size < MAX_ERRORS) {
      this.errors.set(message, {
        message,
        ...(where ? { where } : {}),
        ...(entityRef ? { entityRef } : {}),
        count: rows,
      });
    } else {
      this.leftOut += rows;
    }
  }

  list(): RunError[] {
    return [
      ...this.errors.values(),
      ...(this.leftOut
        ? [{ message: 'Further errors are left out', count: this.leftOut }]
        : []),
    ];
  }
}
