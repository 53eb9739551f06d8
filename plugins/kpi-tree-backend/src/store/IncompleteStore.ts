import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RejectedFrom } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { ChangedDays } from './bulkWrites';
import { inChunks } from './chunks';
import { ALL_DAYS } from './ranges';

/** A measurement in which rows would have counted that could not be used. */
export type IncompleteMeasurement = RejectedFrom;

/** The same, with the source that had the rows. */
export type IncompleteOfSource = IncompleteMeasurement & { source: string };

/** What a run knows of the rows that it could not use. */
export type IncompleteReading = {
  source: string;
  /** The KPIs that were read. */
  kpis: string[];
  /** The days of which everything was read; none if the reading broke off. */
  range?: ChangedDays;
  rejected: RejectedFrom[];
  /** What it wrote of that which a source left incomplete that no longer collects it. */
  superseded: IncompleteOfSource[];
};

type IncompleteRow = {
  entity_ref: string;
  kpi: string;
  period: number;
  source: string;
  rows: number;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

/** Of which measurements a source had rows that could not be used. */
export class IncompleteStore {
  constructor(private readonly knex: Knex) {}

  /** Puts what a run found in the place of what was known of the same days. */
  async replace({
    source,
    kpis,
    range,
    rejected,
    superseded,
  }: IncompleteReading): Promise<void> {
    const rows = rejected.map(
      (one): IncompleteRow => ({
        entity_ref: one.entityRef,
        kpi: one.kpi,
        period: toEpochDay(one.period),
        source,
        rows: one.rows,
      }),
    );
    await this.knex.transaction(async tx => {
      for (const part of range ? inChunks(kpis, ROWS_PER_STATEMENT) : []) {
        await tx('incomplete_measurements')
          .where({ source })
          .whereIn('kpi', part)
          .whereBetween('period', [range!.from, range!.to])
          .delete();
      }
      await removeAll(tx, superseded);
      for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
        await tx('incomplete_measurements')
          .insert(part)
          .onConflict(['entity_ref', 'kpi', 'period'])
          .merge(['source', 'rows']);
      }
    });
  }

  /**
   * What sources left incomplete that no longer collect the KPI.
   *
   * @param sourceOf - by KPI the source that collects it now, if one does
   */
  async left(
    sourceOf: ReadonlyMap<string, string | undefined>,
  ): Promise<IncompleteOfSource[]> {
    const found: IncompleteOfSource[] = [];
    for (const part of inChunks([...sourceOf], ROWS_PER_STATEMENT)) {
      const collected = part.flatMap(([kpi, source]) =>
        source === undefined ? [] : [[kpi, source]],
      );
      const rows: IncompleteRow[] = await this.knex('incomplete_measurements')
        .whereIn(
          'kpi',
          part.map(([kpi]) => kpi),
        )
        .modify(query => {
          if (collected.length) {
            query.whereNotIn(['kpi', 'source'], collected);
          }
        });
      found.push(
        ...rows.map(row => ({ ...toMeasurement(row), source: row.source })),
      );
    }
    return found;
  }

  /** Takes away that some measurements are incomplete, as long as it is of that source. */
  async remove(incomplete: IncompleteOfSource[]): Promise<void> {
    if (incomplete.length) {
      await this.knex.transaction(tx => removeAll(tx, incomplete));
    }
  }

  /**
   * Takes away what is known of days before some day.
   *
   * @param keptFrom - by KPI the first day that is kept
   */
  async dropBefore(keptFrom: (kpi: string) => number): Promise<void> {
    const kpis: string[] = await this.knex('incomplete_measurements')
      .distinct('kpi')
      .pluck('kpi');
    for (const kpi of kpis) {
      await this.knex('incomplete_measurements')
        .where({ kpi })
        .andWhere('period', '<', keptFrom(kpi))
        .delete();
    }
  }

  /**
   * Of which measurements of some KPIs rows could not be used.
   *
   * @param from - the first day that is looked at; all if not given
   */
  async read(kpis: string[], from?: string): Promise<IncompleteMeasurement[]> {
    const found: IncompleteMeasurement[] = [];
    for (const part of inChunks(kpis, ROWS_PER_STATEMENT)) {
      const rows: IncompleteRow[] = await this.knex('incomplete_measurements')
        .whereIn('kpi', part)
        .andWhere('period', '>=', from ? toEpochDay(from) : ALL_DAYS.from);
      found.push(...rows.map(toMeasurement));
    }
    return found;
  }
}

async function removeAll(
  tx: Knex.Transaction,
  incomplete: IncompleteOfSource[],
): Promise<void> {
  for (const part of inChunks(incomplete, ROWS_PER_STATEMENT)) {
    await tx('incomplete_measurements')
      .whereIn(
        ['entity_ref', 'kpi', 'period', 'source'],
        part.map(({ entityRef, kpi, period: start, source }) => [
          entityRef,
          kpi,
          toEpochDay(start),
          source,
        ]),
      )
      .delete();
  }
}

function toMeasurement(row: IncompleteRow): IncompleteMeasurement {
  return {
    entityRef: row.entity_ref,
    kpi: row.kpi,
    period: fromEpochDay(row.period),
    rows: row.rows,
  };
}
