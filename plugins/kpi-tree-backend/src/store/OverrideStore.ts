import { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import { ProgressStore } from './ProgressStore';

/** What an entity sets over the target and threshold of a KPI by annotation. */
export type Override = {
  entityRef: string;
  kpi: string;
  target?: Bound;
  threshold?: Bound;
};

/** What an entity set over a KPI for a time; neither where it set nothing. */
export type OverrideVersion = Override & {
  /** From 1. */
  number: number;
  /** When it was first seen, ISO 8601; missing where nothing else held before. */
  since?: string;
};

/** All versions, the oldest first, by entity and KPI. */
export type Overrides = ReadonlyMap<
  string,
  ReadonlyMap<string, OverrideVersion[]>
>;

/** A row of `target_overrides`. */
export type OverrideRow = {
  entity_ref: string;
  kpi: string;
  number: number;
  since: string | null;
  target: string | null;
  threshold: string | null;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_AT_ONCE = 100;

/**
 * Every target and threshold that an entity set by annotation, so that a changed one
 * does not rewrite what was judged by the one before.
 */
export class OverrideStore {
  private readonly progress: ProgressStore;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {
    this.progress = new ProgressStore(knex);
  }

  /**
   * Takes note of what entities set now. What did not change makes no version, and what
   * nothing was judged by yet is replaced.
   *
   * @param current - all there is
   * @param exists - whether an entity is in the catalog: what is gone sets what it set
   * @returns all versions
   */
  async record(
    current: Override[],
    exists: (entityRef: string) => boolean,
  ): Promise<Overrides> {
    const isFirst = (await this.progress.get('overrides')) === undefined;
    // Another backend may have seen the same change, or moved a history
    const stored = await this.readAll();
    const changed = changesOf(current, stored, exists);
    if (!isFirst && !changed.length) {
      return stored;
    }
    // What stood there before versions were kept is what everything was judged by
    const judged = isFirst ? new Set<string>() : await this.judged(changed);
    await this.write(changed, stored, judged);
    await this.progress.set('overrides', 'kept');
    return this.readAll();
  }

  private async write(
    changed: Override[],
    stored: Overrides,
    judged: ReadonlySet<string>,
  ): Promise<void> {
    const since = this.now().toISOString();
    const rows = changed.map((override): OverrideRow => {
      const before = stored.get(override.entityRef)?.get(override.kpi) ?? [];
      const last = before[before.length - 1];
      // Nothing was judged by what it set last, if anything
      const isFresh = last?.since === undefined && !judged.has(keyOf(override));
      return {
        entity_ref: override.entityRef,
        kpi: override.kpi,
        number: isFresh ? last?.number ?? 1 : (last?.number ?? 0) + 1,
        since: isFresh ? null : since,
        target: toText(override.target),
        threshold: toText(override.threshold),
      };
    });
    await this.knex.transaction(async tx => {
      for (const part of inChunks(rows, ROWS_AT_ONCE)) {
        await tx<OverrideRow>('target_overrides')
          .insert(part)
          .onConflict(['entity_ref', 'kpi', 'number'])
          .merge(['target', 'threshold']);
      }
    });
  }

  /** Those of which anything was judged, by their keys. */
  private async judged(overrides: Override[]): Promise<Set<string>> {
    const found = new Set<string>();
    const refs = [...new Set(overrides.map(({ entityRef }) => entityRef))];
    for (const part of inChunks(refs, ROWS_AT_ONCE)) {
      const series: { entityRef: string; kpi: string }[] = await this.knex(
        'series as s',
      )
        .whereIn('s.entity_ref', part)
        .whereExists(
          this.knex('period_values as v')
            .select(this.knex.raw('1'))
            .whereRaw('v.series_id = s.id'),
        )
        .select('s.entity_ref as entityRef', 's.kpi');
      const scopes: { entityRef: string; kpi: string }[] = await this.knex(
        'scope_current',
      )
        .whereIn('scope', part)
        .distinct('scope as entityRef', 'kpi');
      [...series, ...scopes].forEach(each => found.add(keyOf(each)));
    }
    return found;
  }

  private async readAll(): Promise<Overrides> {
    const rows: OverrideRow[] = await this.knex('target_overrides').orderBy([
      'entity_ref',
      'kpi',
      'number',
    ]);
    const all = new Map<string, Map<string, OverrideVersion[]>>();
    for (const row of rows) {
      const version = toVersion(row);
      const ofEntity = all.get(row.entity_ref) ?? new Map();
      all.set(row.entity_ref, ofEntity);
      ofEntity.set(row.kpi, [...(ofEntity.get(row.kpi) ?? []), version]);
    }
    return all;
  }
}

/** Where what entities set is not what they set last, as far as that is known. */
function changesOf(
  current: Override[],
  known: Overrides,
  exists: (entityRef: string) => boolean,
): Override[] {
  const set = new Set(current.map(keyOf));
  const gone = [...known].flatMap(([entityRef, byKpi]) =>
    exists(entityRef)
      ? [...byKpi.keys()]
          .map(kpi => ({ entityRef, kpi }))
          .filter(override => !set.has(keyOf(override)))
      : [],
  );
  return [...current, ...gone].filter(override => {
    const versions = known.get(override.entityRef)?.get(override.kpi) ?? [];
    const last = versions[versions.length - 1];
    return contentOf(override) !== contentOf(last ?? {});
  });
}

function contentOf({ target, threshold }: Partial<Override>): string {
  return JSON.stringify([toText(target), toText(threshold)]);
}

function keyOf({ entityRef, kpi }: { entityRef: string; kpi: string }): string {
  return `${entityRef} ${kpi}`;
}

function toText(bound: Bound | undefined): string | null {
  return bound === undefined ? null : JSON.stringify(bound);
}

function toVersion(row: OverrideRow): OverrideVersion {
  return {
    entityRef: row.entity_ref,
    kpi: row.kpi,
    number: row.number,
    ...(row.since === null ? {} : { since: row.since }),
    ...(row.target === null ? {} : { target: JSON.parse(row.target) }),
    ...(row.threshold === null ? {} : { threshold: JSON.parse(row.threshold) }),
  };
}
