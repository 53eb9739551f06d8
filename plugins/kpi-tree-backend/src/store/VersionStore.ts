import { createHash } from 'node:crypto';
import { DefinitionVersion } from '@internal/kpi-tree';
import {
  isInstant,
  isLeaf,
  KpiEntity,
  KpiSpec,
  KpiTreeEntity,
  KpiTreeSpec,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';

type VersionRow = {
  kind: string;
  name: string;
  number: number;
  hash: string;
  since: string;
  definition: string;
};

/** Rows of one statement; SQLite takes some thousand values. */
const ROWS_AT_ONCE = 100;

/** All versions of the KPIs, by name, the oldest first. */
export type KpiVersions = ReadonlyMap<string, DefinitionVersion<KpiSpec>[]>;

/** All versions of the trees, by name, the oldest first. */
export type TreeVersions = ReadonlyMap<
  string,
  DefinitionVersion<KpiTreeSpec>[]
>;

/** All versions of all definitions. */
export type RecordedVersions = { kpis: KpiVersions; trees: TreeVersions };

/**
 * Every version of a definition that the backend evaluated with, told apart by
 * its content: what does not change the definition makes no new version.
 */
export class VersionStore {
  /** Hash of the newest version by kind and name, of which it is known. */
  private readonly newest = new Map<string, string>();
  private known?: RecordedVersions;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /**
   * Takes note of definitions. Those that did not change make no version, and one by
   * which nothing was evaluated yet is replaced: while a catalog takes its first
   * entities in, a definition may be there before what extends it.
   *
   * @returns all versions
   */
  async record(
    definitions: (KpiEntity | KpiTreeEntity)[],
  ): Promise<RecordedVersions> {
    const candidates = definitions.map(toCandidate);
    const changed = candidates.filter(
      c => this.newest.get(keyOf(c)) !== c.hash,
    );
    if (changed.length || !this.known) {
      const numbers = await this.readNewest();
      const since = this.now().toISOString();
      const different = candidates.filter(
        candidate => numbers.get(keyOf(candidate))?.hash !== candidate.hash,
      );
      const evaluated = await this.evaluated(
        different.filter(candidate => numbers.has(keyOf(candidate))),
      );
      const rows = different.map(({ kpis: _, ...candidate }): VersionRow => {
        const last = numbers.get(keyOf(candidate));
        return last && !evaluated.has(keyOf(candidate))
          ? { ...candidate, since: last.since, number: last.number }
          : { ...candidate, since, number: (last?.number ?? 0) + 1 };
      });
      for (const part of inChunks(rows, ROWS_AT_ONCE)) {
        // Another backend may have seen the same change at the same time.
        await this.knex<VersionRow>('definition_versions')
          .insert(part)
          .onConflict(['kind', 'name', 'number'])
          .merge(['hash', 'definition']);
      }
      candidates.forEach(c => this.newest.set(keyOf(c), c.hash));
      this.known = await this.readAll();
    }
    return this.known;
  }

  /** Those by which anything was evaluated, by their keys. */
  private async evaluated(candidates: Candidate[]): Promise<Set<string>> {
    if (!candidates.length) {
      return new Set();
    }
    const kpis = new Set<string>(
      await this.knex('series')
        .whereIn('id', this.knex('current').select('series_id'))
        .distinct('kpi')
        .pluck('kpi'),
    );
    return new Set(
      candidates
        .filter(candidate => candidate.kpis.some(kpi => kpis.has(kpi)))
        .map(keyOf),
    );
  }

  /** The versions of a definition, the oldest first. */
  async find(
    kind: 'Kpi' | 'KpiTree',
    name: string,
  ): Promise<DefinitionVersion[]> {
    const rows = await this.knex<VersionRow>('definition_versions')
      .where({ kind, name })
      .orderBy('number');
    return rows.map(toVersion);
  }

  /**
   * The number of the version of each definition that was in force at an instant (ISO 8601):
   * before the first that is known it is that one, by which the past is evaluated as well.
   */
  async numbersAt(
    at: string,
  ): Promise<{ kind: 'Kpi' | 'KpiTree'; name: string; version: number }[]> {
    const numbers = new Map<string, number>();
    const rows = await this.knex<VersionRow>('definition_versions')
      .select('kind', 'name', 'number', 'since')
      .orderBy(['kind', 'name', 'number']);
    for (const { kind, name, number, since } of rows) {
      const key = `${kind}:${name}`;
      if (since <= at || !numbers.has(key)) {
        numbers.set(key, number);
      }
    }
    return [...numbers].map(([key, version]) => {
      const [kind, name] = key.split(':');
      return { kind: kind === 'Kpi' ? 'Kpi' : 'KpiTree', name, version };
    });
  }

  private async readAll(): Promise<RecordedVersions> {
    const rows = await this.knex<VersionRow>('definition_versions').orderBy([
      'name',
      'number',
    ]);
    const kpis = new Map<string, DefinitionVersion<KpiSpec>[]>();
    const trees = new Map<string, DefinitionVersion<KpiTreeSpec>[]>();
    // A version of no time was in force at none
    for (const row of rows.filter(({ since }) =>
      isInstant(Date.parse(since)),
    )) {
      const all: Map<string, DefinitionVersion[]> =
        row.kind === 'Kpi' ? kpis : trees;
      all.set(row.name, [...(all.get(row.name) ?? []), toVersion(row)]);
    }
    return { kpis, trees };
  }

  private async readNewest() {
    const rows = await this.knex<VersionRow>('definition_versions')
      .select('kind', 'name', 'number', 'hash', 'since')
      .orderBy('number');
    return new Map(rows.map(row => [keyOf(row), row]));
  }
}

/** A definition as it is now, and the KPIs that are evaluated with it. */
type Candidate = Omit<VersionRow, 'number' | 'since'> & { kpis: string[] };

function toCandidate(entity: KpiEntity | KpiTreeEntity): Candidate {
  const { name, title, description } = entity.metadata;
  const definition = JSON.stringify({
    title: title ?? name,
    description: description ?? '',
    spec: sorted(entity.spec),
  });
  return {
    kind: entity.kind,
    name,
    hash: createHash('sha256').update(definition).digest('base64url'),
    definition,
    kpis: isTree(entity)
      ? [...walkTree(entity.spec.root)].flatMap(({ node }) =>
          isLeaf(node) ? [node.kpi] : [],
        )
      : [name],
  };
}

function isTree(entity: KpiEntity | KpiTreeEntity): entity is KpiTreeEntity {
  return entity.kind === 'KpiTree';
}

/** With keys in order, so that their order makes no other definition. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  }
  return value;
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind} ${name}`;
}

function toVersion(row: VersionRow): DefinitionVersion {
  return {
    number: row.number,
    hash: row.hash,
    since: row.since,
    ...JSON.parse(row.definition),
  };
}
