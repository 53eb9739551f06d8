import { LoggerService } from '@backstage/backend-plugin-api';
import {
  FIRST_DATE,
  fromEpochDay,
  isInstant,
  isIsoDate,
  LAST_DATE,
  PeriodType,
  periodTypes,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { LatestPeriods, latestPeriods } from '../clock/latestPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { BadDateStore, DateBounds } from '../store/BadDateStore';
import { lock } from '../store/database';
import { SetAsideRow, SetAsideRowStore } from '../store/SetAsideRowStore';

/** Bounds what one transaction takes on. */
const ROWS_AT_ONCE = 5_000;

/** Up to how many entities and KPIs the log names. */
const NAMED = 10;

const DAY_MS = 86_400_000;

/**
 * Finds rows with dates outside those of the product, which stand in a database from
 * before they were refused, and sets them aside: they are kept for the admin, and
 * nothing is computed from them. What was set aside and is right by now, as when a clock
 * was wrong, is put back.
 */
export class BadDates {
  constructor(
    private readonly options: {
      knex: Knex;
      store: BadDateStore;
      rows: SetAsideRowStore;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone' | 'faults'>;
      logger: LoggerService;
    },
  ) {}

  /** @returns how many rows were set aside */
  async setAside(): Promise<number> {
    const { knex, config, logger } = this.options;
    const found: SetAsideRow[] = [];
    if (config.faults.calendar) {
      // It is unknown which days are too far ahead; nothing is computed meanwhile
      return 0;
    }
    await this.putBack();
    for (const step of [
      (tx: Knex.Transaction) => this.measurements(tx),
      (tx: Knex.Transaction) => this.coverage(tx),
      (tx: Knex.Transaction) => this.changes(tx),
    ]) {
      for (;;) {
        const rows = await knex.transaction(async tx => {
          // One backend of those that start at the same time
          await lock(tx, 'bad dates');
          return step(tx);
        });
        if (!rows.length) {
          break;
        }
        found.push(...rows);
      }
    }
    await this.forgetDerived();
    if (found.length) {
      logger.warn(
        `${
          found.length
        } rows of the database have dates that are not from ${FIRST_DATE} to ${LAST_DATE}, or are too far ahead, and are set aside: ${named(
          found,
        )}; see the quality report`,
      );
    }
    return found.length;
  }

  private async measurements(tx: Knex.Transaction): Promise<SetAsideRow[]> {
    const { store, rows } = this.options;
    const bounds = this.bounds();
    const series = await store.seriesOutside(tx, bounds);
    const found: SetAsideRow[] = [];
    for (const { id, entityRef, kpi, grain, source } of series) {
      const limit = ROWS_AT_ONCE - found.length;
      if (limit <= 0) {
        break;
      }
      const taken = await store.takeMeasurements(tx, id, bounds[grain], limit);
      found.push(
        ...taken.map(
          ({ period: day, sketch, ...values }): SetAsideRow => ({
            what: 'measurement',
            seriesId: id,
            subject: entityRef,
            kpi,
            date: dateText(day),
            row: {
              ...values,
              period: day,
              grain,
              source,
              ...(sketch
                ? { sketch: Buffer.from(sketch).toString('base64') }
                : {}),
            },
          }),
        ),
      );
    }
    await rows.add(tx, found, new Date());
    // A series may be named by an edge that no measurement has any more
    return found.length || !series.length ? found : this.measurements(tx);
  }

  /** What was made of such days before; of a quarter the first day is the latest. */
  private async forgetDerived(): Promise<void> {
    const { knex, store } = this.options;
    const { quarter } = this.bounds();
    for (let more = true; more; ) {
      more = await knex.transaction(async tx => {
        await lock(tx, 'bad dates');
        return store.forgetDerived(tx, quarter);
      });
    }
  }

  private async coverage(tx: Knex.Transaction): Promise<SetAsideRow[]> {
    const { store, rows } = this.options;
    const latest = this.now().getTime() + DAY_MS;
    const found: SetAsideRow[] = [];
    for (const until of await store.coverages(tx)) {
      const time = Date.parse(until);
      if (!isInstant(time) || time > latest) {
        const taken = await store.takeCoverage(tx, until);
        found.push(
          ...taken.map(
            ({ id, entityRef, kpi, source }): SetAsideRow => ({
              what: 'coverage',
              seriesId: id,
              subject: entityRef,
              kpi,
              date: until,
              row: { coveredUntil: until, source },
            }),
          ),
        );
      }
    }
    await rows.add(tx, found, new Date());
    return found;
  }

  private async changes(tx: Knex.Transaction): Promise<SetAsideRow[]> {
    const { store, rows } = this.options;
    const taken = await store.takeChanges(tx, {
      first: toEpochDay(FIRST_DATE),
      last: toEpochDay(LAST_DATE),
    });
    const found = taken.map(
      ({ scope, kpi, ...row }): SetAsideRow => ({
        what: 'change',
        seriesId: null,
        subject: scope,
        kpi,
        date: dateText(row.date),
        row: { scope, kpi, ...row },
      }),
    );
    await rows.add(tx, found, new Date());
    return found;
  }

  /** Measurements of days that were too far ahead, and have come. */
  private async putBack(): Promise<void> {
    const { knex, store, rows } = this.options;
    const bounds = this.bounds();
    let after = 0;
    for (;;) {
      const some = await rows.measurements(after, ROWS_AT_ONCE);
      if (!some.length) {
        return;
      }
      after = some[some.length - 1].id;
      const right = some.flatMap(({ id, seriesId, date, row }) => {
        const {
          grain,
          period: day,
          value,
          weight,
          numerator,
          sketch,
        } = row as {
          grain: PeriodType;
          period: number;
          value: number | null;
          weight: number;
          numerator?: number | null;
          sketch?: string;
        };
        return isIsoDate(date) && day <= bounds[grain].last
          ? [
              {
                id,
                row: {
                  series_id: seriesId,
                  period: day,
                  value,
                  weight,
                  numerator,
                  ...(sketch ? { sketch: Buffer.from(sketch, 'base64') } : {}),
                },
              },
            ]
          : [];
      });
      await knex.transaction(async tx => {
        await store.putBack(
          tx,
          right.map(({ row }) => row),
        );
        await rows.remove(
          tx,
          right.map(({ id }) => id),
        );
      });
    }
  }

  /** From the first to the last day of which there may be a measurement, by grain. */
  private bounds(): Readonly<Record<PeriodType, DateBounds>> {
    const latest: LatestPeriods = latestPeriods({
      ...this.options.config,
      now: () => this.now(),
    });
    return Object.fromEntries(
      periodTypes.map(type => [
        type,
        { first: toEpochDay(FIRST_DATE), last: toEpochDay(latest[type]) },
      ]),
    ) as Record<PeriodType, DateBounds>;
  }

  /** What is measured holds, also where the admin looks at the past. */
  private now(): Date {
    return new Date(Math.max(Date.now(), this.options.config.now().getTime()));
  }
}

/** A day as it is written, or its number where it cannot be. */
function dateText(day: number): string {
  try {
    return fromEpochDay(day);
  } catch {
    return `day ${day}`;
  }
}

function named(rows: SetAsideRow[]): string {
  const names = [
    ...new Set(
      rows.map(
        ({ what, subject, kpi, date }) =>
          `${what} of ${kpi} of ${subject} with ${date}`,
      ),
    ),
  ];
  return names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');
}
