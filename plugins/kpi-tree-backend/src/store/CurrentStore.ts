import { openScoreOf, SeriesState } from '@internal/kpi-tree';
import {
  Bound,
  fromEpochDay,
  KpiEntity,
  QualityGrade,
  SignalSummary,
  Status,
  toEpochDay,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ofKnownColumns } from './bulkWrites';
import { inChunks } from './chunks';
import {
  SeriesRecord,
  SeriesRow,
  SERIES_COLUMNS,
  toSeriesRecord,
} from './MeasurementStore';

/** The values of the last complete periods up to the current one, oldest first. */
export type Spark = (number | null)[];

/**
 * The evaluated state of a series: what pages read.
 */
export type CurrentState = SeriesState & {
  spark: Spark;
  provisional?: { period: string; value: number; weight: number };
  /** What the history says; not given where nothing was measured. */
  signals?: SignalSummary;
};

/** A series with the state that is stored of it, and with what it was evaluated. */
export type StoredSeries = SeriesRecord & {
  evaluatedWith?: string;
  state?: CurrentState;
  /** With what it could not be evaluated, if it is set aside. */
  triedWith?: string;
};

/** How a member of a scope stands with a KPI. */
export type MemberState = Pick<
  CurrentState,
  'period' | 'value' | 'known' | 'score' | 'status' | 'target'
> & {
  entityRef: string;
  trend: Trend;
  /** The score without its floor, by which members are ranked. */
  openScore: number | null;
};

/** A series whose data are not to be relied on. */
export type DoubtfulSeries = {
  seriesId: number;
  entityRef: string;
  kpi: string;
  grade: QualityGrade;
};

/** A series that is off target, with the values of its last complete periods. */
export type OffTargetSeries = {
  entityRef: string;
  kpi: string;
  /** First day of the current period, the last value of the sparkline. */
  period: string;
  spark: Spark;
};

/** What of a member's state shows in that of its scope. */
export type MemberStatus = {
  value: number | null;
  status: Status;
  updatedAt: string | null;
};

type Details = {
  threshold: Bound | null;
  spark: Spark;
  provisional?: CurrentState['provisional'];
  signals?: SignalSummary;
};

type CurrentRow = {
  series_id: number;
  entity_ref: string;
  kpi: string;
  evaluated_with: string;
  period: number;
  value: number | null;
  weight: number | null;
  score: number | null;
  open_score: number | null;
  status: Status;
  /** JSON */
  target: string | null;
  trend: Trend | null;
  grade: QualityGrade | null;
  known_days: number | null;
  known_of: number | null;
  details: string;
};

/** A row of what is shown of members. */
export type MemberRow = Pick<CurrentRow, (typeof MEMBER_COLUMNS)[number]>;

type JoinedRow = SeriesRow & {
  [K in keyof CurrentRow]: CurrentRow[K] | null;
} & { tried_with: string | null };

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** What is written of a state beside the key of its series. */
type StateColumn = Exclude<
  keyof CurrentRow,
  'series_id' | 'entity_ref' | 'kpi'
>;

/** All of them: a column that is missing here would keep what stood there. */
const STATE_COLUMNS = Object.keys({
  evaluated_with: true,
  period: true,
  value: true,
  weight: true,
  score: true,
  open_score: true,
  status: true,
  target: true,
  trend: true,
  grade: true,
  known_days: true,
  known_of: true,
  details: true,
} satisfies Record<StateColumn, true>) as StateColumn[];

/**
 * What is shown of members; parsing the details of each would take its time. The compiler
 * names what {@link toMemberState} misses here.
 */
export const MEMBER_COLUMNS = [
  'entity_ref',
  'period',
  'value',
  'score',
  'open_score',
  'status',
  'target',
  'trend',
  'known_days',
  'known_of',
] as const;

/** By which column members are ranked; scores end at 0, where the worst would be equal. */
const RANKED_BY = { score: 'open_score', value: 'value' } as const;

/**
 * The evaluated state of each series, and with what it was evaluated.
 */
export class CurrentStore {
  constructor(private readonly knex: Knex) {}

  /**
   * The series of an entity with their states, in one query.
   *
   * @param kpis - the only ones; all if not given
   */
  async readEntity(
    entityRef: string,
    kpis?: string[],
  ): Promise<StoredSeries[]> {
    const rows: JoinedRow[] = await this.joined(this.knex)
      .where({ 'series.entity_ref': entityRef })
      .modify(query => {
        if (kpis) {
          query.whereIn('series.kpi', kpis);
        }
      });
    return rows.map(toStoredSeries);
  }

  /**
   * Series in the order of their ids, with their states.
   *
   * @param after - the id after which to begin
   * @param changedOnly - only those that were written since they were evaluated
   * @param kpis - the only ones; all if not given
   */
  async readAfter(
    after: number,
    limit: number,
    changedOnly: boolean,
    kpis?: string[],
  ): Promise<StoredSeries[]> {
    const rows: JoinedRow[] = await this.joined(this.knex)
      .where('series.id', '>', after)
      .modify(query => {
        if (changedOnly) {
          query.whereNotNull('series.changed_from');
        }
        if (kpis) {
          query.whereIn('series.kpi', kpis);
        }
      })
      .orderBy('series.id')
      .limit(limit);
    return rows.map(toStoredSeries);
  }

  /** With what the states of series were evaluated, by their ids. */
  async readKeys(
    tx: Knex,
    seriesIds: number[],
  ): Promise<ReadonlyMap<number, string>> {
    const keys = new Map<number, string>();
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const rows: Pick<CurrentRow, 'series_id' | 'evaluated_with'>[] = await tx(
        'current',
      )
        .select('series_id', 'evaluated_with')
        .whereIn('series_id', part);
      rows.forEach(row => keys.set(row.series_id, row.evaluated_with));
    }
    return keys;
  }

  /** The stored states of series by their ids. */
  async read(
    tx: Knex,
    seriesIds: number[],
  ): Promise<Map<number, { evaluatedWith: string; state: CurrentState }>> {
    const states = new Map();
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const rows: CurrentRow[] = await tx('current')
        .select('series_id', ...STATE_COLUMNS)
        .whereIn('series_id', part);
      for (const row of rows) {
        states.set(row.series_id, {
          evaluatedWith: row.evaluated_with,
          state: toState(row),
        });
      }
    }
    return states;
  }

  /** Writes states over what stood there. */
  async write(
    tx: Knex,
    states: {
      series: SeriesRecord;
      kpi: KpiEntity;
      evaluatedWith: string;
      state: CurrentState;
    }[],
  ): Promise<void> {
    const rows = states.map(
      ({ series, kpi, evaluatedWith, state }): CurrentRow => {
        const {
          period: start,
          value,
          weight,
          known,
          score,
          status,
          target,
          ...details
        } = state;
        return {
          series_id: series.id,
          entity_ref: series.entityRef,
          kpi: series.kpi,
          evaluated_with: evaluatedWith,
          period: toEpochDay(start),
          value,
          weight,
          score,
          open_score: openScoreOf(state, kpi.spec.direction),
          status,
          target: target === null ? null : JSON.stringify(target),
          trend: details.signals?.trend ?? null,
          grade: details.signals?.quality.grade ?? null,
          known_days: known?.days ?? null,
          known_of: known?.of ?? null,
          details: JSON.stringify(details satisfies Details),
        };
      },
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('current')
        .insert(part)
        .onConflict(['series_id'])
        .merge(STATE_COLUMNS);
    }
  }

  /** Deletes states by the ids of their series. */
  async delete(seriesIds: number[], tx: Knex = this.knex): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('current').whereIn('series_id', part).delete();
    }
  }

  /**
   * How entities stand with a KPI.
   *
   * @param entityRefs - which entities; all if not given
   */
  async readKpi(
    tx: Knex,
    kpi: string,
    entityRefs?: string[],
  ): Promise<Map<string, MemberStatus>> {
    const found = new Map<string, MemberStatus>();
    const parts = entityRefs
      ? inChunks(entityRefs, ROWS_PER_STATEMENT)
      : [undefined];
    for (const part of parts) {
      const rows: (Pick<CurrentRow, 'entity_ref' | 'value' | 'status'> & {
        updated_at: string | null;
      })[] = await tx('current')
        .join('series', 'series.id', 'current.series_id')
        .select(
          'current.entity_ref',
          'current.value',
          'current.status',
          'series.updated_at',
        )
        .where({ 'current.kpi': kpi })
        .modify(query => {
          if (part) {
            query.whereIn('current.entity_ref', part);
          }
        });
      for (const { entity_ref, value, status, updated_at } of rows) {
        found.set(entity_ref, { value, status, updatedAt: updated_at });
      }
    }
    return found;
  }

  /** The scores of entities, by KPI. */
  async readScores(
    tx: Knex,
    entityRefs: string[],
  ): Promise<Map<string, Map<string, number | null>>> {
    const found = new Map<string, Map<string, number | null>>();
    for (const part of inChunks(entityRefs, ROWS_PER_STATEMENT)) {
      const rows: Pick<CurrentRow, 'entity_ref' | 'kpi' | 'score'>[] = await tx(
        'series',
      )
        .join('current', 'series.id', 'current.series_id')
        .select('series.entity_ref', 'series.kpi', 'current.score')
        .whereIn('series.entity_ref', part);
      for (const { entity_ref, kpi, score } of rows) {
        const scores = found.get(entity_ref);
        if (scores) {
          scores.set(kpi, score);
        } else {
          found.set(entity_ref, new Map([[kpi, score]]));
        }
      }
    }
    return found;
  }

  /**
   * A stretch of the ranking of entities by a KPI, of those that have a number.
   *
   * @param after - the entity after which to begin, with its number
   * @param entityRefs - which entities; all if not given
   */
  async rank(
    kpi: string,
    by: 'score' | 'value',
    limit: number,
    after?: { number: number; entityRef: string },
    entityRefs?: string[],
  ): Promise<MemberState[]> {
    // The worst first, the highest value first
    const column = RANKED_BY[by];
    const [way, beyond] = by === 'score' ? ['asc', '>'] : ['desc', '<'];
    const rows: MemberRow[] = await this.knex('current')
      .select(...MEMBER_COLUMNS)
      .where({ kpi })
      .whereNotNull(column)
      .modify(query => {
        if (after) {
          query.whereRaw(`(${column}, entity_ref) ${beyond} (?, ?)`, [
            after.number,
            after.entityRef,
          ]);
        }
        if (entityRefs) {
          whereNamed(query, entityRefs);
        }
      })
      .orderBy([
        { column, order: way },
        { column: 'entity_ref', order: way },
      ])
      .limit(limit);
    return rows.map(toMemberState);
  }

  /** How some entities stand with a KPI. */
  async readMembers(
    kpi: string,
    entityRefs: string[],
  ): Promise<Map<string, MemberState>> {
    const rows: MemberRow[] = await this.knex('current')
      .select(...MEMBER_COLUMNS)
      .where({ kpi })
      .modify(query => whereNamed(query, entityRefs));
    return new Map(rows.map(row => [row.entity_ref, toMemberState(row)]));
  }

  /** Whether anything is measured of a KPI. */
  async isMeasured(kpi: string): Promise<boolean> {
    return (
      (await this.knex('current').where({ kpi }).first('kpi')) !== undefined
    );
  }

  /** The entities of which a KPI is measured. */
  async measuredEntities(kpi: string): Promise<string[]> {
    return this.knex('current').where({ kpi }).pluck('entity_ref');
  }

  /**
   * The series whose data have the grade C or D.
   *
   * @param entityRefs - of which entities; all if not given
   */
  async doubtful(entityRefs?: string[]): Promise<DoubtfulSeries[]> {
    const rows: Pick<
      CurrentRow,
      'series_id' | 'entity_ref' | 'kpi' | 'grade'
    >[] = await this.knex('current')
      .select('series_id', 'entity_ref', 'kpi', 'grade')
      // As the index has it
      .whereRaw("grade in ('C', 'D')")
      .modify(query => {
        if (entityRefs) {
          whereNamed(query, entityRefs);
        }
      });
    return rows.map(row => ({
      seriesId: row.series_id,
      entityRef: row.entity_ref,
      kpi: row.kpi,
      grade: row.grade!,
    }));
  }

  /**
   * The series that are off target.
   *
   * @param entityRefs - of which entities; of all if not given
   */
  async offTarget(entityRefs?: string[]): Promise<OffTargetSeries[]> {
    const rows: Pick<
      CurrentRow,
      'entity_ref' | 'kpi' | 'period' | 'details'
    >[] = await this.knex('current')
      .select('entity_ref', 'kpi', 'period', 'details')
      .where({ status: 'off-target' })
      .modify(query => {
        if (entityRefs) {
          whereNamed(query, entityRefs);
        }
      });
    return rows.map(row => ({
      entityRef: row.entity_ref,
      kpi: row.kpi,
      period: fromEpochDay(row.period),
      spark: (JSON.parse(row.details) as Details).spark,
    }));
  }

  /** The entities that have a number in the ranking by a KPI. */
  async ranked(kpi: string, by: 'score' | 'value'): Promise<Set<string>> {
    const refs: string[] = await this.knex('current')
      .where({ kpi })
      .whereNotNull(RANKED_BY[by])
      .pluck('entity_ref');
    return new Set(refs);
  }

  private joined(knex: Knex) {
    return knex('series')
      .leftJoin('current', 'series.id', 'current.series_id')
      .leftJoin('set_aside', 'series.id', 'set_aside.series_id')
      .select(
        'set_aside.tried_with',
        ...SERIES_COLUMNS.map(column => `series.${column}`),
        ...STATE_COLUMNS.map(column => `current.${column} as ${column}`),
      );
  }
}

/** PostgreSQL takes the names as one value, which is quicker to read. */
export function whereNamed(
  query: Knex.QueryBuilder,
  names: string[],
  column = 'entity_ref',
): void {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = any(?)', [column, names]);
  } else {
    query.whereIn(column, names);
  }
}

function toStoredSeries(row: JoinedRow): StoredSeries {
  return {
    ...toSeriesRecord(row),
    ...(row.tried_with === null ? {} : { triedWith: row.tried_with }),
    ...(row.evaluated_with === null
      ? {}
      : {
          evaluatedWith: row.evaluated_with,
          state: toState(row as unknown as CurrentRow),
        }),
  };
}

function toState(row: CurrentRow): CurrentState {
  const details: Details = JSON.parse(row.details);
  return {
    period: fromEpochDay(row.period),
    value: row.value,
    weight: row.weight,
    ...ofKnownColumns(row),
    score: row.score,
    status: row.status,
    target: toTarget(row),
    ...details,
  };
}

/** How a member stands, of its row. */
export function toMemberState(row: MemberRow): MemberState {
  return {
    entityRef: row.entity_ref,
    period: fromEpochDay(row.period),
    value: row.value,
    ...ofKnownColumns(row),
    score: row.score,
    openScore: row.open_score,
    status: row.status,
    target: toTarget(row),
    trend: row.trend ?? 'unknown',
  };
}

function toTarget({ target }: Pick<CurrentRow, 'target'>): Bound | null {
  return target === null ? null : JSON.parse(target);
}
