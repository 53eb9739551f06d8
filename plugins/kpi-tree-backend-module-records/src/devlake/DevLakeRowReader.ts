import { nearest, SqlReader } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { flatten } from '../rows/flatten';
import {
  Covered,
  ReadOptions,
  ReadRow,
  Row,
  RowReader,
  textAt,
} from '../rows/RowReader';
import { inUtc } from '../rows/sqlInstants';
import { DevLakeConfig } from './config';
import { collectionsQuery, queries } from './queries';

/**
 * Reads deployments, pull requests, incidents and issues of the domain layer of Apache
 * DevLake (https://devlake.apache.org/docs/DataModels/DevLakeDomainLayerSchema) from its
 * database. What is known of them ends where the last whole collection of each project
 * began.
 */
export class DevLakeRowReader implements RowReader {
  readonly sparse = true;
  private readonly reader: SqlReader;
  private reported: Covered = {};

  /** @param key - the configuration key, for messages */
  constructor(
    private readonly config: DevLakeConfig,
    private readonly key: string,
  ) {
    this.reader = new SqlReader(config, key);
  }

  get covered(): Covered {
    return this.reported;
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const known = new Set<string>();
    yield* await this.readCoverage(known, signal);
    for (const name of this.config.read) {
      const { kind, sql } = queries[name];
      for await (const row of merge(this.rows(sql, signal))) {
        [row.project].flat().forEach(one => known.add(one));
        const project = this.projectsOf(row);
        if (project.length) {
          yield {
            where: `${this.key} ${kind} ${row.id}`,
            row: { kind, ...row, project },
          };
        }
      }
    }
    known.delete('');
    for (const project of this.config.projects) {
      if (!known.has(project)) {
        const like = nearest(project, known);
        const meant = like === undefined ? '' : `: did you mean ${like}?`;
        yield {
          where: `${this.key}.projects`,
          error: `DevLake has no project ${project}${meant}`,
        };
      }
    }
  }

  /**
   * Asks up to when all projects are collected.
   *
   * @param known - takes the names of the projects that there are
   * @returns those that never were, as mistakes
   */
  private async readCoverage(
    known: Set<string>,
    signal: AbortSignal,
  ): Promise<ReadRow[]> {
    const mistakes: ReadRow[] = [];
    let until: Date | undefined;
    for await (const row of this.rows(collectionsQuery, signal)) {
      const project = textAt(row, 'project');
      const began = textAt(row, 'began_at');
      known.add(project);
      if (!this.isRead(project)) {
        continue;
      }
      if (!began) {
        mistakes.push({
          where: `${this.key} project ${project}`,
          error:
            'DevLake has not collected all of this project yet, so that its records are incomplete: wait for a run of its blueprint that completes, or disable the blueprint',
        });
        continue;
      }
      const at = new Date(began);
      until = until && until < at ? until : at;
    }
    this.reported = { until };
    return mistakes;
  }

  private async *rows(sql: string, signal: AbortSignal): AsyncGenerator<Row> {
    for await (const row of this.reader.rows(sql, {}, signal)) {
      yield flatten(inUtc(row));
    }
  }

  /** Those that are read. */
  private projectsOf({ project }: Row): string[] {
    return [project].flat().filter(name => this.isRead(name));
  }

  private isRead(project: string): boolean {
    const { projects } = this.config;
    return !projects.length || projects.includes(project);
  }
}

/** Makes one record of the rows that follow each other and differ in their project. */
async function* merge(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let open: { key: string; row: Row; projects: string[] } | undefined;
  for await (const whole of rows) {
    const { project: _, ...row } = whole;
    const project = textAt(whole, 'project');
    const key = JSON.stringify(row);
    if (open?.key === key) {
      open.projects.push(project);
    } else {
      if (open) {
        yield { ...open.row, project: open.projects };
      }
      open = { key, row, projects: [project] };
    }
  }
  if (open) {
    yield { ...open.row, project: open.projects };
  }
}
