import {
  KpiBreakdown,
  PeriodType,
  RecordFilter,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SourceKpi } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { endColumns } from '../configuration/endColumns';
import { createMeasure } from '../measures/createMeasure';
import { dayOf, Measure } from '../measures/Measure';
import { isOfPeriod } from '../measures/isOfPeriod';
import { allUses, Mistake, Uses } from '../measures/values';
import { filterColumns, requiredColumns } from '../filters/filterColumns';
import { fitsColumn } from '../filters/fits';
import { logColumns, logFilters } from '../log/LogValue';
import { typedColumn } from '../table/columns';
import { Identity } from '../table/RecordTable';
import { Calendar } from '../time/calendar';

/** A KPI that is being measured, with what it reads of records. */
export class Gauge {
  readonly kpi: string;
  readonly time: string;
  readonly grain: PeriodType;
  readonly measure: Measure;
  readonly uses: Uses;
  /** Its own filter, and those of its parts and of rows of records. */
  readonly filters: RecordFilter[];
  /** The columns in which something ends: one that is blank has not ended. */
  readonly ends: string[];
  /** The columns that it reads besides those of its filters. */
  readonly columns: string[];
  /** The columns that its filters name, other than to ask whether they are there. */
  readonly whereColumns: string[];
  /** Those of which its filters ask no more than whether they are there. */
  readonly maybeColumns: string[];
  /** By which columns it is broken down, as far as that can be. */
  breakdowns: readonly KpiBreakdown[];
  /** Which records count; all without it. */
  readonly where: RecordFilter | undefined;
  private readonly to: string;

  /**
   * @param index - its number among those of the source, by which it is named in SQL
   * @param to - nothing after it counts
   * @param identity - which rows of the source are of one record
   * @throws Error if the unit or grain of the KPI does not suit its measure
   */
  constructor(
    readonly index: number,
    private readonly sourceKpi: SourceKpi<RecordsSettings>,
    to: Date,
    calendar: Calendar,
    { key, version }: Identity,
  ) {
    const { name, spec, settings } = sourceKpi;
    const { unit, grain, period: periodType, aggregate } = spec;
    this.kpi = name;
    this.breakdowns = spec.breakdowns ?? [];
    this.time = settings.time;
    this.grain = grain;
    this.to = `'${to.toISOString()}'::timestamptz`;
    this.where = settings.where;
    this.measure = createMeasure(settings, {
      unit,
      grain,
      periodType,
      aggregate,
      version: key && version,
      calendar,
      to: to.getTime(),
    });
    const measured = allUses([
      {
        instants: [settings.time],
        ...(this.where && {
          texts: filterColumns(this.where),
          filters: [this.where],
        }),
      },
      this.measure.uses,
    ]);
    this.ends = endColumns(settings);
    const { texts, instants, numbers, logs } = measured;
    this.filters = [...filtersOf(settings), ...logFilters(logs)];
    this.whereColumns = [...new Set(this.filters.flatMap(requiredColumns))];
    const ofFilters = new Set(this.filters.flatMap(filterColumns));
    this.maybeColumns = [...ofFilters].filter(
      column => !this.whereColumns.includes(column),
    );
    this.columns = [
      ...instants,
      ...logColumns(logs).instants,
      ...numbers,
      ...texts.filter(column => !ofFilters.has(column)),
    ];
    this.uses = allUses([
      measured,
      { texts: this.breakdowns.map(({ column }) => column) },
    ]);
  }

  /** Whether its value of a period is made of the records of that period alone. */
  get isOfPeriod(): boolean {
    return isOfPeriod(this.sourceKpi.settings);
  }

  /** SQL of all records up to now. */
  get upToNow(): string {
    return `(select *, ${this.instant} as t from records where ${this.instant} < ${this.to})`;
  }

  /** SQL of the entities with their records up to now, whatever else is in these. */
  get seen(): string {
    return `(select named.entity, records.*, ${this.instant} as t
      from records join named on named.name = records.name
        and named.gauge in (-1, ${this.index})
      where ${this.instant} < ${this.to})`;
  }

  /**
   * SQL of the entities with their records up to now, whichever gauge of the same time
   * counts them: those are {@link Gauge.isCounted}.
   */
  get seenByAny(): string {
    return `(select named.entity, named.gauge, records.*, ${this.instant} as t
      from records join named on named.name = records.name
      where ${this.instant} < ${this.to})`;
  }

  /** A condition in SQL: whether a row of `seenByAny` counts. */
  get isCounted(): string {
    return `(gauge in (-1, ${this.index}) and ${this.filter} and not ${this.isMistaken})`;
  }

  /** A condition in SQL that is true of each record that its filter leaves in. */
  get filter(): string {
    return this.where ? fitsColumn(this.where) : 'true';
  }

  /** SQL of the records that are meant to count, one row for each entity. */
  get meant(): string {
    return this.where
      ? `(select * from ${this.seen} where ${this.filter})`
      : this.seen;
  }

  /** SQL of those that can be used. */
  get counted(): string {
    return `(select * from ${this.meant} where not ${this.isMistaken})`;
  }

  /** SQL of those that cannot. */
  get mistaken(): string {
    return `(select *, ${dayOf('t', this.sourceKpi.spec.grain)} as day from ${
      this.meant
    } where ${this.isMistaken})`;
  }

  /** A condition in SQL: whether a record is one of those, whatever it is about. */
  get isUnusable(): string {
    return `(${this.instant} < ${this.to} and ${this.filter} and ${this.isMistaken})`;
  }

  /** As `spec.source` names its measure. */
  get measureName(): RecordsSettings['measure'] {
    return this.sourceKpi.settings.measure;
  }

  /** Whether the value of several records is the sum of their values. */
  get addsUp(): boolean {
    return ['count', 'sum', 'open'].includes(this.measureName);
  }

  get mistakes(): Mistake[] {
    return this.measure.mistakes;
  }

  private get instant(): string {
    return typedColumn(this.time, 'instant');
  }

  private get isMistaken(): string {
    const conditions = this.mistakes.map(
      ({ condition }) => `coalesce(${condition}, false)`,
    );
    return `(${conditions.join(' or ') || 'false'})`;
  }
}

/** The filters of a KPI: its own, and those of the parts of a ratio. */
function filtersOf(settings: RecordsSettings): RecordFilter[] {
  const parts =
    settings.measure === 'ratio'
      ? [settings, settings.numerator, settings.denominator]
      : [settings];
  return parts.flatMap(part =>
    part && 'where' in part && part.where ? [part.where] : [],
  );
}
