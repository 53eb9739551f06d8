import {
  MemberCounts,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import { NODES, raiseVersions } from './rollupVersions';

/** How an entity stands with the nodes of its trees, by tree and node. */
export type NodeStatuses = Record<string, Record<string, Status>>;

/** How many members stand how, by tree and node. */
export type NodeCounts = Record<string, Record<string, MemberCounts>>;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/**
 * How entities stand with the nodes of their trees, and how many of the members of
 * each scope.
 */
export class NodeStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Notes what is to be made again.
   *
   * @param entityRefs - their nodes, and the counts of their scopes
   * @param scopes - the counts of these
   */
  async mark(
    tx: Knex,
    entityRefs: Iterable<string>,
    scopes: Iterable<string> = [],
  ): Promise<void> {
    const rows = [
      ...[...new Set(entityRefs)].map(entity_ref => ({
        entity_ref,
        scope: null,
      })),
      ...[...new Set(scopes)].map(scope => ({ entity_ref: null, scope })),
    ];
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('node_marks').insert(part);
    }
  }

  /**
   * Takes the marks of some entities away, and those of all scopes, each once
   * however often it was made, and gives the nodes another version; nothing if there
   * are none.
   */
  async takeMarks(
    tx: Knex.Transaction,
    limit: number,
  ): Promise<{ entityRefs: string[]; scopes: string[] } | undefined> {
    const entityRefs: string[] = await tx('node_marks')
      .distinct('entity_ref')
      .whereNotNull('entity_ref')
      .orderBy('entity_ref')
      .limit(limit)
      .pluck('entity_ref');
    const scopes: string[] = await tx('node_marks')
      .distinct('scope')
      .whereNotNull('scope')
      .pluck('scope');
    // What is committed meanwhile goes too: it is read after this
    for (const part of inChunks(entityRefs, ROWS_PER_STATEMENT)) {
      await tx('node_marks').whereIn('entity_ref', part).delete();
    }
    for (const part of inChunks(scopes, ROWS_PER_STATEMENT)) {
      await tx('node_marks').whereIn('scope', part).delete();
    }
    if (!entityRefs.length && !scopes.length) {
      return undefined;
    }
    await raiseVersions(tx, [NODES]);
    return { entityRefs, scopes };
  }

  /** Puts statuses in the place of those that stood there. */
  async writeStatuses(
    tx: Knex.Transaction,
    statuses: ReadonlyMap<string, NodeStatuses>,
  ): Promise<void> {
    const rows = [...statuses].map(([entity_ref, of]) => ({
      entity_ref,
      statuses: JSON.stringify(of),
    }));
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('entity_nodes')
        .insert(part)
        .onConflict('entity_ref')
        .merge(['statuses']);
    }
  }

  /** @param entityRefs - which entities; all if not given */
  async readStatuses(
    entityRefs?: string[],
    tx: Knex = this.knex,
  ): Promise<Map<string, NodeStatuses>> {
    const found = new Map<string, NodeStatuses>();
    const parts = entityRefs
      ? inChunks(entityRefs, ROWS_PER_STATEMENT)
      : [undefined];
    for (const part of parts) {
      const rows: { entity_ref: string; statuses: string }[] = await tx(
        'entity_nodes',
      ).modify(query => {
        if (part) {
          query.whereIn('entity_ref', part);
        }
      });
      for (const row of rows) {
        found.set(row.entity_ref, JSON.parse(row.statuses));
      }
    }
    return found;
  }

  /** Puts counts in the place of those that stood there. */
  async writeCounts(
    tx: Knex.Transaction,
    counts: ReadonlyMap<string, NodeCounts>,
  ): Promise<void> {
    const rows = [...counts].map(([scope, of]) => ({
      scope,
      counts: JSON.stringify(of),
    }));
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('scope_nodes')
        .insert(part)
        .onConflict('scope')
        .merge(['counts']);
    }
  }
}
