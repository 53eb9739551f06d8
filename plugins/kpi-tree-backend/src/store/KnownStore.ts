import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ChangedDays } from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import {
  DayStretch,
  joinStretches,
  readStretches,
  withoutStretch,
  writeStretches,
} from './dayStretch';
import { ALL_DAYS } from './ranges';

/** Nowhere does silence mean anything: only what is measured is known. */
export const NOTHING_LOOKED_AT: DayStretch = { from: 0, until: 0 };

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

type Row = {
  id: number;
  known_from: number | null;
  known_until: number | null;
  deleted_days: string | null;
};

/**
 * On which days it is known of series that there was nothing where nothing was measured.
 * Of each it is one stretch, which costs two numbers: what is looked at adjoins what was
 * looked at before, but where a source was away for longer than it reads back. Then the
 * later stretch holds, and of the days before it what was measured is known. Days on which
 * measurements were deleted are unknown until somebody has looked at them again.
 */
export class KnownStore {
  constructor(private readonly knex: Knex) {}

  /**
   * The series of a KPI that a source measures of which it is not noted that so much is
   * known, or of which measurements were deleted.
   */
  async without(
    source: string,
    { name, grain }: { name: string; grain: PeriodType },
    stretch: DayStretch,
  ): Promise<{ id: number; entityRef: string }[]> {
    return await this.knex('series')
      .select('id', { entityRef: 'entity_ref' })
      .where({ source, kpi: name, grain })
      .andWhere(whereLess(stretch));
  }

  /** Notes that silence of a source means nothing any more, whatever it meant before. */
  async forget(source: string, kpi: string): Promise<void> {
    await this.knex('series')
      .where({ source, kpi })
      .andWhereRaw('known_from < known_until')
      .update({
        ...columns(NOTHING_LOOKED_AT),
        changed_from: ALL_DAYS.from,
        changed_to: ALL_DAYS.to,
      });
  }

  /** The first day of which a source has a measurement of a KPI, as an epoch day. */
  async firstMeasured(
    source: string,
    kpi: string,
  ): Promise<number | undefined> {
    const row = await this.knex('series')
      .where({ source, kpi })
      .min({ first: 'first_period' })
      .first();
    return row?.first ?? undefined;
  }

  /**
   * Notes on which days somebody has looked at series, and where their periods may be
   * known otherwise now.
   *
   * @param stretch - all of the days
   * @param running - the first day of the running period of their KPI: what comes to be
   * known of it changes nothing before it is over
   * @param seen - those of the days that were looked at just now: what was deleted there
   * before is known again
   */
  async note(
    seriesIds: number[],
    stretch: DayStretch,
    running: number,
    seen: readonly DayStretch[] = [stretch],
  ): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const ids: number[] = await this.knex('series')
        .whereIn('id', part)
        .andWhere(whereLess(stretch))
        .orderBy('id')
        .pluck('id');
      if (ids.length) {
        await this.knex.transaction(tx =>
          this.noteTogether(tx, ids, { stretch, running, seen }),
        );
      }
    }
  }

  private async noteTogether(
    tx: Knex.Transaction,
    ids: number[],
    look: Look,
  ): Promise<void> {
    const query = tx('series')
      .select('id', 'known_from', 'known_until', 'deleted_days')
      .whereIn('id', ids)
      .orderBy('id');
    const rows: Row[] = await (isPostgres(tx) ? query.forUpdate() : query);
    const alike = new Map<string, { change: NotedChange; ids: number[] }>();
    for (const row of rows) {
      const change = changeOf(row, look);
      if (change) {
        const key = JSON.stringify(change);
        const same = alike.get(key) ?? { change, ids: [] };
        alike.set(key, same);
        same.ids.push(row.id);
      }
    }
    const edge = (which: 'least' | 'greatest', column: string, day: number) => {
      const name = isPostgres(tx)
        ? which
        : { least: 'min', greatest: 'max' }[which];
      return tx.raw(`${name}(coalesce(${column}, ?), ?)`, [day, day]);
    };
    for (const { change, ids: same } of alike.values()) {
      const { changed, ...noted } = change;
      await tx('series')
        .whereIn('id', same)
        .update({
          ...noted,
          ...(changed
            ? {
                changed_from: edge('least', 'changed_from', changed.from),
                changed_to: edge('greatest', 'changed_to', changed.to),
              }
            : {}),
        });
    }
  }
}

/** What somebody has looked at, as {@link KnownStore.note} takes it. */
type Look = {
  stretch: DayStretch;
  running: number;
  seen: readonly DayStretch[];
};

type KnownColumns = Pick<Row, 'known_from' | 'known_until'>;

type NotedChange = Omit<Row, 'id'> & { changed?: ChangedDays };

/**
 * Series of which less is known than a stretch, of which nobody knows how much, or of
 * which measurements were deleted.
 */
function whereLess({ from, until }: DayStretch) {
  return (query: Knex.QueryBuilder) => {
    query.whereNull('known_from').orWhereNotNull('deleted_days');
    if (from < until) {
      query.orWhere('known_from', '>', from).orWhere('known_until', '<', until);
    }
  };
}

/** What is to be written, if anything: where periods may be known otherwise is marked. */
function changeOf(row: Row, look: Look): NotedChange | undefined {
  const extended = extendedBy(row, look);
  const deleted = readStretches(row.deleted_days);
  const left = look.seen.reduce<readonly DayStretch[]>(withoutStretch, deleted);
  const isSeen = daysOf(left) < daysOf(deleted);
  if (!extended && !isSeen) {
    return undefined;
  }
  const changes = [
    ...(extended?.changed ? [extended.changed] : []),
    ...(isSeen ? deleted.map(({ from, until: to }) => ({ from, to })) : []),
  ];
  return {
    known_from: (extended ?? row).known_from,
    known_until: (extended ?? row).known_until,
    deleted_days: writeStretches(left),
    ...(changes.length
      ? {
          changed: {
            from: Math.min(...changes.map(({ from }) => from)),
            to: Math.max(...changes.map(({ to }) => to)),
          },
        }
      : {}),
  };
}

/** What is known together with what was known before, if that is more. */
function extendedBy(
  { known_from: from, known_until: until }: Row,
  { stretch, running }: Look,
): (KnownColumns & { changed?: ChangedDays }) | undefined {
  if (from === null || until === null) {
    return { ...columns(stretch), changed: ALL_DAYS };
  }
  const before = { from, until };
  const joined = joinStretches(before, stretch);
  if (!joined) {
    return before.until < stretch.from
      ? {
          ...columns(stretch),
          changed: { from, to: stretch.until },
        }
      : undefined;
  }
  if (joined.from === from && joined.until === until) {
    return undefined;
  }
  if (from >= until) {
    return {
      ...columns(joined),
      changed: { from: joined.from, to: joined.until },
    };
  }
  // Of the running period the days that pass do not count before it is over
  const last = Math.min(joined.until, running);
  const changed = {
    from: joined.from < from ? joined.from : until,
    to: until < last ? last : from,
  };
  return {
    ...columns(joined),
    ...(changed.from <= changed.to ? { changed } : {}),
  };
}

function daysOf(stretches: readonly DayStretch[]): number {
  return stretches.reduce((sum, { from, until }) => sum + until - from, 0);
}

function columns({ from, until }: DayStretch): KnownColumns {
  return { known_from: from, known_until: until };
}
