import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { SourceNames } from './SourceNames';
import { inChunks } from './chunks';

/** What is known of an entity that may be, or was, measured. */
export type NamedEntity = {
  entityRef: string;
  /** By source, as they were when it was last in the catalog. */
  names: SourceNames;
  /** When it came, ISO 8601, if that was seen. */
  since: string | null;
  /** When it was in the catalog no more, ISO 8601. */
  goneAt: string | null;
};

/** An entity that is gone, and what was measured of it. */
export type GoneEntity = NamedEntity & {
  goneAt: string;
  kpis: number;
  firstPeriod: string;
  lastPeriod: string;
};

type NameRow = {
  entity_ref: string;
  names: string;
  since: string | null;
  gone_at: string | null;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

/** By which names sources know entities, and knew those that are gone. */
export class EntityNameStore {
  constructor(private readonly knex: Knex) {}

  async readAll(tx: Knex = this.knex): Promise<NamedEntity[]> {
    const rows: NameRow[] = await tx('entity_names');
    return rows.map(toNamed);
  }

  /** Those of some entities that are known. */
  async read(entityRefs: string[]): Promise<NamedEntity[]> {
    const found: NamedEntity[] = [];
    for (const part of inChunks(entityRefs, ROWS_PER_STATEMENT)) {
      const rows: NameRow[] = await this.knex('entity_names').whereIn(
        'entity_ref',
        part,
      );
      found.push(...rows.map(toNamed));
    }
    return found;
  }

  /** Puts entities in the place of those that stood there. */
  async write(tx: Knex.Transaction, entities: NamedEntity[]): Promise<void> {
    const rows = entities.map(
      ({ entityRef, names, since, goneAt }): NameRow => ({
        entity_ref: entityRef,
        names: JSON.stringify(names),
        since,
        gone_at: goneAt,
      }),
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('entity_names')
        .insert(part)
        .onConflict('entity_ref')
        .merge(['names', 'since', 'gone_at']);
    }
  }

  /** Takes those away that are gone and of which nothing is stored. */
  async forgetUnmeasured(tx: Knex.Transaction): Promise<void> {
    await tx('entity_names')
      .whereNotNull('gone_at')
      .whereNotIn('entity_ref', tx('series').select('entity_ref'))
      .delete();
  }

  /** All entities of which anything was measured. */
  async measured(tx: Knex): Promise<string[]> {
    return tx('series')
      .distinct('entity_ref')
      .whereNotNull('last_period')
      .pluck('entity_ref');
  }

  /** Entities that are gone and were measured, the last that went first. */
  async gone(limit: number): Promise<GoneEntity[]> {
    const rows: (NameRow & {
      gone_at: string;
      kpis: number | string;
      first: number;
      last: number;
    })[] = await this.knex('entity_names as n')
      .join('series as s', 's.entity_ref', 'n.entity_ref')
      .whereNotNull('n.gone_at')
      .whereNotNull('s.source')
      .whereNotNull('s.last_period')
      .groupBy('n.entity_ref', 'n.names', 'n.since', 'n.gone_at')
      .orderBy([{ column: 'n.gone_at', order: 'desc' }, 'n.entity_ref'])
      .limit(limit)
      .select(
        'n.entity_ref',
        'n.names',
        'n.since',
        'n.gone_at',
        this.knex.raw('count(distinct s.kpi) as kpis'),
        this.knex.raw('min(s.first_period) as first'),
        this.knex.raw('max(s.last_period) as last'),
      );
    return rows.map(({ kpis, first, last, ...row }) => ({
      ...toNamed(row),
      goneAt: row.gone_at,
      kpis: Number(kpis),
      firstPeriod: fromEpochDay(first),
      lastPeriod: fromEpochDay(last),
    }));
  }
}

function toNamed(row: NameRow): NamedEntity {
  return {
    entityRef: row.entity_ref,
    names: JSON.parse(row.names),
    since: row.since,
    goneAt: row.gone_at,
  };
}
