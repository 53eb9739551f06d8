import { Covered } from '../rows/RowReader';

const DAY_MS = 86_400_000;

/**
 * From when to when a source is complete for each entity: from the configured
 * date, or the day of its first row; until the configured date, or the instant up to
 * which its reader asked, or the last row. In between, no row means that nothing
 * happened.
 */
export class Coverage {
  private askedFrom: number | undefined;
  private askedUntil: number | undefined;

  /**
   * @param options - `to`: nothing after it counts; `startOfDay` - the beginning of the day of an instant
   */
  constructor(
    private readonly options: {
      from?: number;
      until?: number;
      to: number;
      startOfDay: (instant: number) => number;
      /** When the first record of each entity was. */
      first: ReadonlyMap<number, number>;
      /** When the last record of all was, if there is any. */
      last: number | undefined;
      /** Of periods that began before nothing has to be said again. */
      changedFrom?: number;
    },
  ) {}

  get changedFrom(): number | undefined {
    return this.options.changedFrom;
  }

  /**
   * That of parts of the entities, each of which is covered as its entity is.
   *
   * @param first - when the first record of each part was; the parts that are covered
   * @param entityOf - the entity of which a part is
   */
  ofParts(
    first: ReadonlyMap<number, number>,
    entityOf: (part: number) => number,
  ): Coverage {
    const parts = new Coverage({
      ...this.options,
      first: new Map(
        [...first].map(([part, time]) => [
          part,
          this.options.first.get(entityOf(part)) ?? time,
        ]),
      ),
    });
    parts.askedFrom = this.askedFrom;
    parts.askedUntil = this.askedUntil;
    return parts;
  }

  /** Notes what the reader says of how complete its rows are. */
  know({ from, until }: Covered): void {
    this.askedFrom = from?.getTime();
    this.askedUntil = until?.getTime();
  }

  /**
   * From when on the reader asked: of what happened before it knows only what was
   * changed later.
   */
  get asked(): number | undefined {
    return this.options.from === undefined ? this.askedFrom : undefined;
  }

  /**
   * From when on the source has anything: of what was before, such as the rows that an
   * export of the last 90 days had yesterday, it knows nothing. `undefined` if it has
   * no row.
   */
  get since(): number | undefined {
    if (this.options.from !== undefined) {
      return this.options.from;
    }
    if (this.askedFrom !== undefined) {
      // The day in which it began to ask is known by halves
      return this.askedFrom + DAY_MS;
    }
    let first = Infinity;
    for (const time of this.options.first.values()) {
      first = Math.min(first, time);
    }
    return first === Infinity ? undefined : this.options.startOfDay(first);
  }

  /** Up to when the source is complete; `undefined` if it has no row. */
  get until(): number | undefined {
    const { until: configured, last, to } = this.options;
    const until = configured ?? this.askedUntil ?? last;
    return until === undefined ? undefined : Math.min(until, to);
  }

  /** The entities that are covered, and from when. */
  *entities(): Generator<{ entity: number; from: number }> {
    for (const [entity, first] of this.options.first) {
      yield {
        entity,
        from: this.options.from ?? this.options.startOfDay(first),
      };
    }
  }
}
