import {
  CollectRequest,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { endColumns } from '../configuration/endColumns';
import { whereColumns } from '../configuration/whereColumns';
import { createMeasure } from '../measures/createMeasure';
import { dayOf, Measure } from '../measures/Measure';
import { allUses, Mistake, Uses } from '../measures/values';
import { Where, whereSql } from '../measures/where';
import { typedColumn } from '../table/RecordTable';
import { Calendar } from '../time/calendar';

/** A KPI that is being measured, with what it reads of records. */
export class Gauge {
  readonly kpi: string;
  readonly time: string;
  readonly measure: Measure;
  readonly uses: Uses;
  /** The columns in which something ends: one that is blank has not ended. */
  readonly ends: string[];
  /** The columns that it reads besides those of its filters. */
  readonly columns: string[];
  /** The columns that its filters name, other than to ask whether they are there. */
  readonly whereColumns: string[];
  private readonly where: Where | undefined;
  private readonly to: string;

  /**
   * @param index - its number among those of the source, by which it is named in SQL
   * @throws Error if the unit or grain of the KPI does not suit its measure
   */
  constructor(
    readonly index: number,
    private readonly sourceKpi: SourceKpi<RecordsSettings>,
    { to }: CollectRequest<RecordsSettings>,
    calendar: Calendar,
  ) {
    const { name, spec, settings } = sourceKpi;
    const { unit, grain, period: periodType, aggregate } = spec;
    this.kpi = name;
    this.time = settings.time;
    this.to = `'${to.toISOString()}'::timestamptz`;
    this.where = settings.where && whereSql(settings.where);
    this.measure = createMeasure(settings, {
      unit,
      grain,
      periodType,
      quantile: aggregate.quantile,
      calendar,
      to: to.getTime(),
    });
    this.uses = allUses([
      { instants: [settings.time], texts: this.where?.columns },
      this.measure.uses,
    ]);
    this.ends = endColumns(settings);
    this.whereColumns = whereColumns(settings);
    const ofFilters = new Set(filterColumns(settings));
    const { texts, instants, numbers } = this.uses;
    this.columns = [
      ...instants,
      ...numbers,
      ...texts.filter(column => !ofFilters.has(column)),
    ];
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

  /** A condition in SQL that is true of each record that its filter leaves in. */
  get filter(): string {
    return this.where?.sql ?? 'true';
  }

  /** SQL of the records that are meant to count, one row for each entity. */
  get meant(): string {
    return this.where
      ? `(select * from ${this.seen} where ${this.where.sql})`
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

/** The columns of all its filters. */
function filterColumns(settings: RecordsSettings): string[] {
  const shares =
    settings.measure === 'ratio'
      ? [settings.numerator, settings.denominator]
      : [];
  return [
    settings.where,
    ...shares.map(share =>
      share && 'where' in share ? share.where : undefined,
    ),
  ].flatMap(filter => (filter ? whereSql(filter).columns : []));
}
