import {
  isIsoDate,
  NewMeasurement,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** As many rows are remembered; more in one request are not known. */
const ROWS_REMEMBERED = 1_000_000;

/** More than any epoch day. */
const MAX_DAY = 10_000_000;

/** The rows of one request so far, to find one that is there twice. */
export class SentRows {
  private readonly series = new Map<string, number>();
  /** A number for each entity, KPI and day: there may be a million. */
  private readonly seen = new Set<number>();

  /**
   * Takes a row.
   *
   * @returns whether there was one of the same entity, KPI and period before
   */
  isAgain({ entityRef, kpi, period: start }: NewMeasurement): boolean {
    if (!isIsoDate(start)) {
      return false;
    }
    const key = `${entityRef} ${kpi}`;
    const index = this.series.get(key) ?? this.series.size;
    this.series.set(key, index);
    const cell = index * MAX_DAY + toEpochDay(start);
    if (this.seen.has(cell)) {
      return true;
    }
    if (this.seen.size < ROWS_REMEMBERED) {
      this.seen.add(cell);
    }
    return false;
  }
}
