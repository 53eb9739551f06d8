import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { dateOf, toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  ConfiguredSource,
  EntityKeys,
  HoldBack,
  KpiSource,
  Measurement,
  QueriesBehind,
  QueriesRequest,
  RowError,
  SourceEntity,
  SourceKpi,
  SourceWindow,
  SqlReader,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { SqlSourceConfig } from './config';
import { queryBehind, windowBindings } from './queryBehind';
import { columnsMistake, readRow } from './readRow';
import { settingsSchema, SqlSettings } from './settings';

const ROWS_IN_BATCH = 5_000;

/** More than any epoch day. */
const MAX_DAY = 10_000_000;

/**
 * KPIs that a database computes: each by one query for all entities, with the window
 * bound to it.
 */
export class SqlSource implements KpiSource<SqlSettings> {
  readonly id: string;
  readonly description?: string;
  readonly schedule?: SchedulerServiceTaskScheduleDefinition;
  readonly holdBack?: HoldBack;
  /**
   * A query is asked for all that there is in its window; whether that is there in time,
   * only the admin knows.
   */
  readonly silence: 'nothing' | 'unknown';
  readonly settings: z.ZodType<SqlSettings>;
  readonly complete: boolean;
  readonly window: SourceWindow;
  readonly annotations: readonly string[];
  private readonly config: SqlSourceConfig;
  private readonly reader: SqlReader;
  private readonly place: string;

  constructor(source: ConfiguredSource & { settings: SqlSourceConfig }) {
    const { id, description, schedule, settings } = source;
    const { history, overlap, chunk, entities } = settings;
    this.id = id;
    this.description = description;
    this.schedule = schedule;
    this.holdBack = source.holdBack;
    this.config = settings;
    this.settings = settingsSchema(settings);
    this.complete = settings.removeMissing;
    this.silence = settings.silence;
    this.window = { history, overlap, chunk };
    this.annotations = entities.annotation ? [entities.annotation] : [];
    this.place = `kpiTree.sql.sources[${id}]`;
    this.reader = new SqlReader(settings, this.place, 'spec.source.parameters');
  }

  settleNames(entities: readonly SourceEntity[]): EntityKeys {
    return new EntityKeys(
      entities,
      this.config.entities,
      `${this.place}.entities`,
    );
  }

  async *collect(
    request: CollectRequest<SqlSettings>,
  ): AsyncGenerator<CollectBatch> {
    const keys = this.settleNames(request.entities);
    yield { errors: keys.errors };
    const problems = new Map<string, Error>();
    for (const kpi of request.kpis) {
      try {
        yield* this.measure(kpi, keys, request);
      } catch (error) {
        request.signal.throwIfAborted();
        // A query that is wrong is no reason to leave out the others
        problems.set(kpi.name, error as Error);
      }
    }
    const [first] = problems.values();
    if (first && problems.size === request.kpis.length) {
      throw first;
    }
    yield {
      unmeasured: [...problems.keys()],
      errors: [...problems].map(([kpi, { message }]) => ({
        message: `The Kpi ${kpi} cannot be measured: ${message}`,
        where: kpi,
      })),
    };
  }

  async queries(
    request: QueriesRequest<SqlSettings>,
  ): Promise<QueriesBehind | undefined> {
    const { kpi, entities, entityRefs } = request;
    // One that stands in the Kpi is seen by whoever may read that
    return this.config.showQueries || kpi.spec.source?.sql !== undefined
      ? queryBehind(
          request,
          this.settleNames(entities).namesOf(entityRefs, kpi.name),
        )
      : undefined;
  }

  private async *measure(
    { name, spec, settings }: SourceKpi<SqlSettings>,
    keys: EntityKeys,
    request: CollectRequest<SqlSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { entities, to, timeZone, signal } = request;
    const from = request.from ?? new Date(0);
    const window = {
      first: dateOf(from.getTime(), timeZone),
      last: dateOf(to.getTime() - 1, timeZone),
    };
    const bindings = {
      ...settings.parameters,
      ...windowBindings({ from, to }, timeZone),
    };
    // A number for each entity and day: there may be a million
    const seen = new Set<number>();
    let batch = newBatch();
    let line = 0;
    for await (const row of this.reader.rows(settings.sql, bindings, signal)) {
      const mistake = line++ ? undefined : columnsMistake(row);
      if (mistake) {
        throw new InputError(mistake);
      }
      batch.rowsRead++;
      const read = readRow(row, timeZone, spec.unit);
      const problem =
        'mistake' in read
          ? read.mistake
          : rowMistake(read, window) ?? keys.mistake('entity', read.entity);
      if (problem) {
        batch.rowsRejected++;
        batch.errors.push({ message: problem, where: `${name} row ${line}` });
      } else if (!('mistake' in read) && read.measured) {
        const { start, measured } = read;
        for (const index of [
          ...new Set([...keys.find(read.entity, name), ...keys.always]),
        ]) {
          const { entityRef } = entities[index];
          const cell = index * MAX_DAY + toEpochDay(start);
          if (seen.has(cell)) {
            batch.errors.push({
              message: `There are several rows for one entity and period: sum them in the query, or map one name to each entity`,
              where: `${name} row ${line}: ${entityRef} ${start}`,
              entityRef,
            });
          } else {
            seen.add(cell);
            batch.measurements.push({
              entityRef,
              kpi: name,
              period: start,
              ...measured,
            });
          }
        }
      }
      if (batch.rowsRead >= ROWS_IN_BATCH) {
        yield batch;
        batch = newBatch();
      }
    }
    yield batch;
  }
}

function newBatch() {
  return {
    rowsRead: 0,
    rowsRejected: 0,
    measurements: [] as Measurement[],
    errors: [] as RowError[],
  };
}

function rowMistake(
  { start }: { start: string },
  { first, last }: { first: string; last: string },
): string | undefined {
  return start < first || start > last
    ? 'period is outside the collected window: narrow the query by :from and :to'
    : undefined;
}
