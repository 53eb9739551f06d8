import {
  addPeriods,
  dateOf,
  fromEpochDay,
  instantOf,
  periodOf,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const DAY_MS = 86_400_000;

/** A period of a calendar: its first day, and its instants. */
export type Period = {
  /** Epoch day. */
  day: number;
  /** `YYYY-MM-DD` */
  start: string;
  /** Milliseconds since 1970, the end excluded. */
  from: number;
  to: number;
};

/**
 * The periods of one grain in a time zone, each computed once: a source asks
 * for them once a row.
 */
export class Calendar {
  private readonly byDay = new Map<number, Period>();

  constructor(
    private readonly grain: PeriodType,
    private readonly timeZone: string,
  ) {}

  /** The period in which an instant lies. */
  periodAt(instant: number): Period {
    const day =
      this.timeZone === 'UTC'
        ? Math.floor(instant / DAY_MS)
        : toEpochDay(dateOf(instant, this.timeZone));
    const known = this.byDay.get(day);
    if (known) {
      return known;
    }
    const start = periodOf(fromEpochDay(day), this.grain);
    const period = {
      day: toEpochDay(start),
      start,
      from: instantOf(start, this.timeZone),
      to: instantOf(addPeriods(start, this.grain, 1), this.timeZone),
    };
    this.byDay.set(day, period);
    return period;
  }

  /**
   * The periods that a span of time touches, its end excluded: some hundred thousand
   * at most, as all instants are of dates of the product.
   */
  *periods(from: number, to: number): Generator<Period> {
    for (let at = from; at < to; ) {
      const period = this.periodAt(at);
      yield period;
      at = period.to;
    }
  }
}
