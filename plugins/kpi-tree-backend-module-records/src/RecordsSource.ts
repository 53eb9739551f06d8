import { InputError } from '@backstage/errors';
import { dateOf, instantOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  KpiSource,
  Measurement,
  RejectedFrom,
  SourceEntity,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { BatchBuilder } from './BatchBuilder';
import { Calendar } from './time/calendar';
import { EntitiesConfig, SourceConfig } from './configuration/config';
import { Coverage } from './time/Coverage';
import { EntityMapping } from './entities';
import { createMeasure } from './measures/createMeasure';
import { Measure } from './measures/Measure';
import { entitiesOf } from './names/entitiesOf';
import { NamesById } from './names/NamesById';
import { rowFilter } from './rows/rowFilter';
import { Row, RowReader } from './rows/RowReader';
import { SparseColumns } from './SparseColumns';
import { cell, readInstant, ValueError } from './rows/values';
import { RecordsSettings, settingsSchema } from './configuration/kpiSettings';
import { whereColumns } from './configuration/whereColumns';

const MEASUREMENTS_IN_BATCH = 1_000;

/** A KPI that is being measured. */
type Gauge = {
  kpi: string;
  time: string;
  counts: (row: Row) => boolean;
  measure: Measure;
  coverage: Coverage;
  calendar: Calendar;
  /** How many rows could not be used, by entity and period. */
  rejected: Map<number, Map<string, number>>;
  /** The columns that it reads. */
  columns: string[];
  /** The columns that its filters name. */
  whereColumns: string[];
};

/**
 * Measures KPIs from the rows of a reader, all of them in one reading, in
 * memory that grows with entities and periods and not with rows.
 */
export class RecordsSource implements KpiSource<RecordsSettings> {
  readonly settings = settingsSchema;
  /** Between its first and last row, or what `covers` says, no row means nothing. */
  readonly silence = 'nothing' as const;
  /** Each collection reads everything. */
  readonly complete = true;

  private readonly entities: EntitiesConfig;

  constructor(
    private readonly config: SourceConfig,
    private readonly reader: RowReader,
    private readonly options: {
      sortCapacity?: number;
      /** What it knows by their ids, if it does. */
      names?: NamesById;
    } = {},
  ) {
    this.entities = entitiesOf(config.settings);
  }

  get id() {
    return this.config.id;
  }

  get description() {
    return this.config.description;
  }

  get schedule() {
    return this.config.schedule;
  }

  get holdBack() {
    return this.config.holdBack;
  }

  get annotations() {
    const { annotation } = this.entities;
    return annotation ? [annotation] : [];
  }

  settleNames(entities: readonly SourceEntity[]) {
    return this.mapping(entities).keys;
  }

  async *collect(
    request: CollectRequest<RecordsSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { names } = this.options;
    await names?.load();
    const mapping = this.mapping(request.entities);
    const batch = new BatchBuilder();
    mapping.keys.errors.forEach(({ message, where, entityRef }) =>
      batch.error(message, where, entityRef),
    );
    const gauges = this.createGauges(request, batch);
    try {
      yield* this.read(gauges, mapping, request, batch);
      await names?.save();
      yield { errors: mapping.unseen() };
      for (const gauge of gauges) {
        yield* measurements(gauge, mapping, request.timeZone);
        yield { incomplete: incomplete(gauge, mapping) };
      }
      const sinces = gauges.flatMap(({ coverage }) => coverage.since ?? []);
      const untils = gauges.flatMap(({ coverage }) => coverage.until ?? []);
      const measured = new Set(gauges.map(({ kpi }) => kpi));
      yield {
        unmeasured: request.kpis
          .map(({ name }) => name)
          .filter(name => !measured.has(name)),
        ...(sinces.length
          ? { coveredFrom: new Date(Math.min(...sinces)) }
          : {}),
        ...(untils.length
          ? { coveredUntil: new Date(Math.min(...untils)) }
          : {}),
      };
    } finally {
      await Promise.all(gauges.map(({ measure }) => measure.close()));
    }
  }

  private mapping(entities: readonly SourceEntity[]): EntityMapping {
    return new EntityMapping(
      this.id,
      this.entities,
      entities,
      this.options.names,
    );
  }

  private async *read(
    gauges: Gauge[],
    mapping: EntityMapping,
    request: CollectRequest<RecordsSettings>,
    batch: BatchBuilder,
  ): AsyncGenerator<CollectBatch> {
    const columns = this.reader.sparse ? new SparseColumns() : undefined;
    let checked = false;
    for await (const read of this.reader.read({
      signal: request.signal,
      from: request.from,
    })) {
      request.signal.throwIfAborted();
      if ('error' in read) {
        batch.reject(read.error, read.where);
      } else {
        this.options.names?.see(read.row);
        if (columns) {
          columns.see(read.row);
        } else if (!checked) {
          removeUnreadable(gauges, mapping, read.row, batch);
          checked = true;
        }
        await this.take(read, gauges, mapping, request, batch);
      }
      if (batch.isFull) {
        yield batch.take();
      }
    }
    columns?.check(gauges, mapping, batch);
    const { covered } = this.reader;
    if (covered) {
      gauges.forEach(({ coverage }) => coverage.know(covered));
    }
    yield batch.take();
  }

  /** Counts a row for each KPI. What is wrong for one may be right for others. */
  private async take(
    { row, where }: { row: Row; where: string },
    gauges: Gauge[],
    mapping: EntityMapping,
    { timeZone, to }: CollectRequest<RecordsSettings>,
    batch: BatchBuilder,
  ): Promise<void> {
    const mistakes = new Set<string>();
    const names = mapping.names(row, message => batch.error(message, where));
    for (const gauge of gauges) {
      const { kpi, time: column, counts, measure, coverage } = gauge;
      if (this.reader.sparse && !cell(row, column)) {
        // It has not happened yet
        continue;
      }
      let time: number | undefined;
      let entities: readonly number[] = [];
      try {
        time = readInstant(row, column, timeZone);
        if (time < to.getTime()) {
          entities = mapping.entities(names, kpi);
          coverage.see(time, entities);
          if (entities.length && counts(row)) {
            const added = measure.add(row, time, entities);
            if (added) {
              await added;
            }
          }
        }
      } catch (error) {
        if (!(error instanceof ValueError)) {
          throw error;
        }
        if (time !== undefined) {
          noteRejected(gauge, time, entities);
        }
        // Several KPIs stumble over the same value.
        if (!mistakes.has(error.message)) {
          mistakes.add(error.message);
          batch.error(error.message, `${where}: ${quote(error.value)}`);
        }
      }
    }
    batch.row(mistakes.size > 0);
  }

  private createGauges(
    request: CollectRequest<RecordsSettings>,
    batch: BatchBuilder,
  ): Gauge[] {
    const coverages = new Map<string, Coverage>();
    const calendars = new Map<string, Calendar>();
    return request.kpis.flatMap(kpi => {
      try {
        return [this.createGauge(kpi, request, coverages, calendars)];
      } catch (error) {
        batch.error(
          `The Kpi ${kpi.name} cannot be measured: ${(error as Error).message}`,
        );
        return [];
      }
    });
  }

  private createGauge(
    { name, spec, settings }: SourceKpi<RecordsSettings>,
    { timeZone, to }: CollectRequest<RecordsSettings>,
    coverages: Map<string, Coverage>,
    calendars: Map<string, Calendar>,
  ): Gauge {
    const calendar =
      calendars.get(spec.grain) ?? new Calendar(spec.grain, timeZone);
    calendars.set(spec.grain, calendar);
    const coverage =
      coverages.get(settings.time) ?? this.createCoverage(timeZone, to);
    coverages.set(settings.time, coverage);
    const { unit, grain, period: periodType, aggregate } = spec;
    const measure = createMeasure(settings, {
      unit,
      grain,
      periodType,
      quantile: aggregate.quantile,
      timeZone,
      calendar,
      to: to.getTime(),
      sortCapacity: this.options.sortCapacity,
    });
    return {
      kpi: name,
      time: settings.time,
      counts: settings.where ? rowFilter(settings.where) : () => true,
      measure,
      coverage,
      calendar,
      rejected: new Map(),
      columns: [settings.time, ...measure.columns],
      whereColumns: whereColumns(settings),
    };
  }

  private createCoverage(timeZone: string, to: Date): Coverage {
    const { from, until } = this.config.settings.covers;
    return new Coverage({
      from: from === undefined ? undefined : instantOf(from, timeZone),
      until:
        until === 'now' || until === undefined
          ? until && to.getTime()
          : instantOf(until, timeZone),
      to: to.getTime(),
      startOfDay: instant => instantOf(dateOf(instant, timeZone), timeZone),
    });
  }
}

/** Takes out the KPIs that read a column which the rows have not. */
function removeUnreadable(
  gauges: Gauge[],
  mapping: EntityMapping,
  row: Row,
  batch: BatchBuilder,
): void {
  const has = `the rows have ${Object.keys(row).join(', ')}`;
  for (const column of mapping.columns) {
    if (!(column in row)) {
      // To read the same again does not help
      throw new InputError(
        `The column ${column}, which should name entities, is missing: ${has}`,
      );
    }
  }
  for (const gauge of [...gauges]) {
    const missing = new Set(
      [...gauge.columns, ...gauge.whereColumns].filter(
        column => !(column in row),
      ),
    );
    if (missing.size) {
      batch.error(
        `The Kpi ${gauge.kpi} cannot be measured: there is no column ${[
          ...missing,
        ].join(', ')}; ${has}`,
      );
      gauges.splice(gauges.indexOf(gauge), 1);
    }
  }
}

function noteRejected(
  { calendar, rejected }: Gauge,
  time: number,
  entities: readonly number[],
): void {
  const { start } = calendar.periodAt(time);
  for (const entity of entities) {
    const periods = rejected.get(entity) ?? new Map<string, number>();
    rejected.set(entity, periods);
    periods.set(start, (periods.get(start) ?? 0) + 1);
  }
}

/** Of which measurements rows could not be used. */
function incomplete(
  { kpi, rejected }: Gauge,
  { refs }: EntityMapping,
): RejectedFrom[] {
  return [...rejected].flatMap(([entity, periods]) =>
    [...periods].map(([period, rows]) => ({
      entityRef: refs[entity].entityRef,
      kpi,
      period,
      rows,
    })),
  );
}

async function* measurements(
  { kpi, measure, coverage }: Gauge,
  mapping: EntityMapping,
  timeZone: string,
): AsyncGenerator<CollectBatch> {
  const { asked } = coverage;
  const partial = asked === undefined ? '' : dateOf(asked, timeZone);
  let batch: Measurement[] = [];
  for await (const { entity, start, ...measured } of measure.results(
    coverage,
  )) {
    if (start <= partial) {
      continue;
    }
    const { entityRef } = mapping.refs[entity];
    batch.push({ entityRef, kpi, period: start, ...measured });
    if (batch.length === MEASUREMENTS_IN_BATCH) {
      yield { measurements: batch };
      batch = [];
    }
  }
  yield { measurements: batch };
}

function quote(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
}
