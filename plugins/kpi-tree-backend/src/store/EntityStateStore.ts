import { Knex } from 'knex';
import { inChunks } from './chunks';
import {
  MEMBER_COLUMNS,
  MemberRow,
  MemberState,
  toMemberState,
  whereNamed,
} from './CurrentStore';
import { isPostgres } from './database';

/** How an entity stands with a KPI, and the series of which it is known. */
export type EntityState = MemberState & { seriesId: number };

/** What of it counts in nodes and lists; without what takes its time to be read. */
export type EntityStanding = Pick<
  EntityState,
  'openScore' | 'score' | 'status' | 'trend' | 'seriesId'
>;

/** Something of entities, by entity reference and name of the KPI. */
export type ByEntity<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

/** SQLite takes some thousand values in a statement. */
const NAMES_PER_STATEMENT = 500;

/** For more entities it is quicker to read all there are. */
const ENTITIES_BY_NAME = 2_000;

/**
 * How many entities stand with many KPIs: one query for all of them, not one an entity.
 */
export class EntityStateStore {
  constructor(private readonly knex: Knex) {}

  /** The scores of entities; those that are not judged have `null`. */
  async scores(
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<number | null>> {
    const found = new Map<string, Map<string, number | null>>();
    type Row = { entity_ref: string; kpi: string; score: number | null };
    for (const part of this.parts(entityRefs)) {
      const rows: Row[] = await this.rows(kpis, part, ['score']);
      for (const { entity_ref, kpi, score } of rows) {
        put(found, entity_ref, kpi, score);
      }
    }
    return found;
  }

  /** How entities stand, in short. */
  async standings(
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<EntityStanding>> {
    const found = new Map<string, Map<string, EntityStanding>>();
    type Row = Pick<
      MemberRow,
      'entity_ref' | 'score' | 'open_score' | 'status' | 'trend'
    > & {
      kpi: string;
      series_id: number;
    };
    for (const part of this.parts(entityRefs)) {
      const rows: Row[] = await this.rows(kpis, part, [
        'series_id',
        'score',
        'open_score',
        'status',
        'trend',
      ]);
      for (const row of rows) {
        put(found, row.entity_ref, row.kpi, {
          seriesId: row.series_id,
          score: row.score,
          openScore: row.open_score,
          status: row.status,
          trend: row.trend ?? 'unknown',
        });
      }
    }
    return found;
  }

  /** How entities stand. */
  async states(
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<EntityState>> {
    const found = new Map<string, Map<string, EntityState>>();
    type Row = MemberRow & { kpi: string; series_id: number };
    for (const part of this.parts(entityRefs)) {
      const rows: Row[] = await this.rows(kpis, part, [
        'series_id',
        ...MEMBER_COLUMNS.filter(column => column !== 'entity_ref'),
      ]);
      for (const row of rows) {
        put(found, row.entity_ref, row.kpi, {
          ...toMemberState(row),
          seriesId: row.series_id,
        });
      }
    }
    return found;
  }

  /** The names of each query; `undefined` where all entities are read. */
  private parts(entityRefs: string[]): (string[] | undefined)[] {
    if (entityRefs.length > ENTITIES_BY_NAME) {
      return [undefined];
    }
    return isPostgres(this.knex)
      ? [entityRefs]
      : inChunks(entityRefs, NAMES_PER_STATEMENT);
  }

  private rows(
    kpis: string[],
    entityRefs: string[] | undefined,
    columns: string[],
  ): Knex.QueryBuilder {
    const selected = columns.map(column => `current.${column}`);
    const query = this.knex('current').modify(whereNamed, kpis, 'current.kpi');
    // Only the series are found by their entities
    return entityRefs
      ? query
          .join('series', 'series.id', 'current.series_id')
          .select('series.entity_ref', 'series.kpi', ...selected)
          .modify(whereNamed, kpis, 'series.kpi')
          .modify(whereNamed, entityRefs, 'series.entity_ref')
      : query.select('current.entity_ref', 'current.kpi', ...selected);
  }
}

function put<T>(
  found: Map<string, Map<string, T>>,
  entityRef: string,
  kpi: string,
  what: T,
): void {
  const ofEntity = found.get(entityRef);
  if (ofEntity) {
    ofEntity.set(kpi, what);
  } else {
    found.set(entityRef, new Map([[kpi, what]]));
  }
}
