import { createHash } from 'node:crypto';
import {
  DefinitionVersion,
  isInstant,
  KpiEntity,
  KpiSpec,
  KpiTreeEntity,
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
export type KpiVersions = Map<string, DefinitionVersion<KpiSpec>[]>;

/**
 * Every version of a definition that the backend evaluated with, told apart by
 * its content: what does not change the definition makes no new version.
 */
export class VersionStore {
  /** Hash of the newest version by kind and name, of which it is known. */
  private readonly newest = new Map<string, string>();
  private kpis?: KpiVersions;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /**
   * Takes note of definitions; those that did not change make no version.
   *
   * @returns the versions of all KPIs
   */
  async record(
    definitions: (KpiEntity | KpiTreeEntity)[],
  ): Promise<KpiVersions> {
    const candidates = definitions.map(toCandidate);
    const changed = candidates.filter(
      c => this.newest.get(keyOf(c)) !== c.hash,
    );
    if (changed.length || !this.kpis) {
      const numbers = await this.readNewest();
      const since = this.now().toISOString();
      const rows = candidates.flatMap((candidate): VersionRow[] => {
        const last = numbers.get(keyOf(candidate));
        return last?.hash === candidate.hash
          ? []
          : [{ ...candidate, since, number: (last?.number ?? 0) + 1 }];
      });
      for (const part of inChunks(rows, ROWS_AT_ONCE)) {
        // Another backend may have seen the same change at the same time.
        await this.knex<VersionRow>('definition_versions')
          .insert(part)
          .onConflict(['kind', 'name', 'number'])
          .ignore();
      }
      candidates.forEach(c => this.newest.set(keyOf(c), c.hash));
      this.kpis = await this.readKpis();
    }
    return this.kpis;
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

  private async readKpis(): Promise<KpiVersions> {
    const rows = await this.knex<VersionRow>('definition_versions')
      .where({ kind: 'Kpi' })
      .orderBy(['name', 'number']);
    const versions: KpiVersions = new Map();
    // A version of no time was in force at none
    for (const row of rows.filter(({ since }) =>
      isInstant(Date.parse(since)),
    )) {
      const version = toVersion(row) as DefinitionVersion<KpiSpec>;
      const list = versions.get(row.name);
      if (list) {
        list.push(version);
      } else {
        versions.set(row.name, [version]);
      }
    }
    return versions;
  }

  private async readNewest() {
    const rows = await this.knex<VersionRow>('definition_versions')
      .select('kind', 'name', 'number', 'hash')
      .orderBy('number');
    return new Map(rows.map(row => [keyOf(row), row]));
  }
}

function toCandidate(entity: KpiEntity | KpiTreeEntity) {
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
  };
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
