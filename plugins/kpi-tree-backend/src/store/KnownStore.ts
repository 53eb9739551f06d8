import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import { DayStretch, joinStretches } from './dayStretch';
import { ALL_DAYS } from './ranges';

/** Nowhere does silence mean anything: only what is measured is known. */
export const NOTHING_LOOKED_AT: DayStretch = { from: 0, until: 0 };

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

type Row = {
  id: number;
  known_from: number | null;
  known_until: number | null;
};

/**
 * On which days it is known of series that there was nothing where nothing was measured.
 * Of each it is one stretch, which costs two numbers: what is looked at adjoins what was
 * looked at before, but where a source was away for longer than it reads back. Then the
 * later stretch holds, and of the days before it what was measured is known.
 */
export class KnownStore {
  constructor(private readonly knex: Knex) {}

  /**
   * The series of a KPI that a source measures of which it is not noted that so much is
   * known.
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
   * @param running - the first day of the running period of their KPI: what comes to be
   * known of it changes nothing before it is over
   */
  async note(
    seriesIds: number[],
    stretch: DayStretch,
    running: number,
  ): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const ids: number[] = await this.knex('series')
        .whereIn('id', part)
        .andWhere(whereLess(stretch))
        .orderBy('id')
        .pluck('id');
      if (ids.length) {
        await this.knex.transaction(tx =>
          this.noteTogether(tx, ids, stretch, running),
        );
      }
    }
  }

  private async noteTogether(
    tx: Knex.Transaction,
    ids: number[],
    stretch: DayStretch,
    running: number,
  ): Promise<void> {
    const query = tx('series')
      .select('id', 'known_from', 'known_until')
      .whereIn('id', ids)
      .orderBy('id');
    const rows: Row[] = await (isPostgres(tx) ? query.forUpdate() : query);
    const alike = new Map<string, { change: NotedChange; ids: number[] }>();
    for (const row of rows) {
      const change = changeOf(row, stretch, running);
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
      const { known_from, known_until, changed } = change;
      await tx('series')
        .whereIn('id', same)
        .update({
          known_from,
          known_until,
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

type NotedChange = Omit<Row, 'id'> & { changed?: { from: number; to: number } };

/** Series of which less is known than a stretch, or nobody knows how much. */
function whereLess({ from, until }: DayStretch) {
  return (query: Knex.QueryBuilder) => {
    query.whereNull('known_from');
    if (from < until) {
      query.orWhere('known_from', '>', from).orWhere('known_until', '<', until);
    }
  };
}

/** What is to be written, if anything: where periods may be known otherwise is marked. */
function changeOf(
  { known_from: from, known_until: until }: Row,
  stretch: DayStretch,
  running: number,
): NotedChange | undefined {
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

function columns({ from, until }: DayStretch): Omit<Row, 'id'> {
  return { known_from: from, known_until: until };
}
