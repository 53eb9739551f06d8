import { InputError, NotAllowedError } from '@backstage/errors';
import { aggregationTraits } from '@internal/kpi-tree';
import {
  addPeriods,
  instantOf,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ClassColumn,
  KpiSource,
  RecordClasses,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { sourceEntities } from '../definitions/sourceEntities';
import { CombinedValue } from '../evaluation/combine';
import {
  boundClasses,
  combineClasses,
  makeUp,
  toClasses,
} from '../evaluation/combineClasses';
import { sourceKpi } from '../records/sourceKpi';
import { Classes, StoredClasses } from '../store/classes';
import { MeasurementStore } from '../store/MeasurementStore';

/** More entities are too many to be looked at while somebody waits. */
const MOST_ENTITIES = 5_000;

/** Measurements of days are read one by one. */
const MOST_MEASUREMENTS = 200_000;

/** The values of a period by entity. */
export type ValuesByPeriod = ReadonlyMap<
  string,
  ReadonlyMap<string, CombinedValue>
>;

/** What values are made of, from the records that are kept. */
export type FoundClasses = {
  /** By first day and entity; nothing where that is not known. */
  classes: ReadonlyMap<string, ReadonlyMap<string, Classes>>;
  /** Up to when the records are known; nothing if none are kept. */
  readAt?: Date;
  /** Of periods that begin before this day records may be missing. */
  keptFrom?: string;
};

/**
 * Breaks values down by columns that their KPI does not name, from the records that their
 * source keeps. The values stay those that are stored: where records do not make one up, its
 * classes are unknown.
 */
export class RecordBreakdowns {
  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      measurements: MeasurementStore;
      config: Pick<KpiTreeConfig, 'timeZone'>;
    },
  ) {}

  /**
   * By which columns a KPI can be broken down, beside the breakdowns that it has.
   *
   * @param withPersonal - those with personal data as well
   */
  columns(kpi: KpiEntity, withPersonal: boolean): ClassColumn[] {
    const { source, measured } = this.sourceOf(kpi);
    const declared = new Set(kpi.spec.breakdowns?.map(({ column }) => column));
    return measured && source?.recordClasses && source.classColumns
      ? source
          .classColumns(measured)
          .filter(
            ({ name, isPersonal }) =>
              !declared.has(name) && (withPersonal || !isPersonal),
          )
      : [];
  }

  /**
   * That a KPI can be broken down by a column.
   *
   * @throws `InputError` if it cannot; `NotAllowedError` if it holds personal data that the
   * caller may not see
   */
  assertColumn(kpi: KpiEntity, column: string, withPersonal: boolean): void {
    const all = this.columns(kpi, true);
    const found = all.find(({ name }) => name === column);
    if (found?.isPersonal && !withPersonal) {
      throw new NotAllowedError(
        `You need the permission kpi-tree.record.personal.read for the column ${column}: ask the admin of the portal`,
      );
    }
    if (!found) {
      const names = all
        .filter(({ isPersonal }) => withPersonal || !isPersonal)
        .map(({ name }) => name);
      throw new InputError(
        names.length
          ? `column is ${column}: the records of ${
              kpi.metadata.name
            } can be broken down by ${names.join(', ')}`
          : `column is ${column}: there are no kept records by which ${kpi.metadata.name} can be broken down`,
      );
    }
  }

  /**
   * What values are made of by the classes of a column.
   *
   * @param values - of each period that is asked for, in chronological order
   * @throws `InputError` if they are too many
   */
  async read(
    definitions: Definitions,
    kpi: KpiEntity,
    column: string,
    values: ValuesByPeriod,
  ): Promise<FoundClasses> {
    const { source, measured } = this.sourceOf(kpi);
    const { name } = kpi.metadata;
    const starts = [...values.keys()];
    const entityRefs = [
      ...new Set([...values.values()].flatMap(each => [...each.keys()])),
    ];
    const asked = { column, kpi: name };
    assertFew(asked, 'entities', entityRefs.length, MOST_ENTITIES);
    const end = addPeriods(starts[starts.length - 1], kpi.spec.period, 1);
    const { timeZone } = this.options.config;
    const found = await source!.recordClasses!({
      kpi: measured!,
      entities: sourceEntities(definitions.whole, source!),
      entityRefs,
      column,
      period: {
        from: new Date(instantOf(starts[0], timeZone)),
        to: new Date(instantOf(end, timeZone)),
      },
      timeZone,
    });
    if (!found) {
      return { classes: new Map() };
    }
    const { readAt, keptFrom } = found;
    const isKept = (start: string) => start >= keptFrom;
    const classes =
      found.periodType === kpi.spec.period
        ? ofPeriods(found.values, kpi, values)
        : await this.ofMeasurements(found.values, kpi, column, [
            starts[0],
            end,
          ]);
    return {
      classes: new Map([...classes].filter(([start]) => isKept(start))),
      readAt,
      keptFrom,
    };
  }

  private sourceOf(kpi: KpiEntity) {
    const source = this.options.sources.get(kpi.spec.source?.id ?? '');
    const measured =
      source && kpi.spec.formula === undefined
        ? sourceKpi(source, kpi)
        : undefined;
    return { source, measured };
  }

  /** What periods are made of, by what the measurements in them are made of. */
  private async ofMeasurements(
    found: RecordClasses['values'],
    { metadata: { name: kpi }, spec }: KpiEntity,
    column: string,
    [from, end]: [string, string],
  ): Promise<Map<string, Map<string, Classes>>> {
    const { measurements } = this.options;
    const byEntity = new Map<string, Map<string, Classes>>();
    for (const { entityRef, period: day, classes } of found) {
      const days = byEntity.get(entityRef) ?? new Map();
      byEntity.set(entityRef, days);
      days.set(day, boundClasses(toClasses(classes, spec), spec));
    }
    const days = (Date.parse(end) - Date.parse(from)) / 86_400_000;
    assertFew(
      { column, kpi },
      'measurements',
      days * byEntity.size,
      MOST_MEASUREMENTS,
    );
    const series = await measurements.findSeries({
      entityRefs: [...byEntity.keys()],
      kpis: [kpi],
    });
    const ofGrain = series.filter(({ grain }) => grain === spec.grain);
    const stored = await measurements.read(
      ofGrain.map(({ id }) => id),
      from,
      addPeriods(end, 'day', -1),
    );
    const combined = new Map<string, Map<string, Classes>>();
    for (const { id, entityRef } of ofGrain) {
      const classes = byEntity.get(entityRef)!;
      const measured = stored.get(id) ?? [];
      const made = measured.flatMap((one): [string, StoredClasses][] => {
        const of = classes.get(one.period);
        return of && makeUp(of, one, spec)
          ? [[one.period, { of: one, classes: of }]]
          : [];
      });
      for (const [start, each] of combineClasses(
        measured,
        new Map(made),
        spec,
      )) {
        put(combined, start, entityRef, each);
      }
    }
    return combined;
  }
}

/** What periods are made of, where their records are measured at once. */
function ofPeriods(
  found: RecordClasses['values'],
  { spec }: KpiEntity,
  values: ValuesByPeriod,
): Map<string, Map<string, Classes>> {
  const { addsUp, decomposesInto } =
    aggregationTraits[spec.aggregate.overEntities];
  const combined = new Map<string, Map<string, Classes>>();
  for (const { entityRef, period: start, classes } of found) {
    const whole = values.get(start)?.get(entityRef);
    const each = boundClasses(toClasses(classes, spec), spec);
    if (whole && makeUp(each, whole, spec)) {
      const weight = [...each.values()].reduce((sum, x) => sum + x.weight, 0);
      if (addsUp) {
        // A part of a sum counts as often as the sum does
        const { weight: all } = whole;
        const parts = [...each].map(
          ([key, part]) => [key, { ...part, weight: all }] as const,
        );
        put(combined, start, entityRef, new Map(parts));
      } else if (decomposesInto || weight === whole.weight) {
        // Of a median nothing else tells whether it is of the same records
        put(combined, start, entityRef, each);
      }
    }
  }
  return combined;
}

function put<T>(
  into: Map<string, Map<string, T>>,
  start: string,
  entityRef: string,
  one: T,
): void {
  const inPeriod = into.get(start) ?? new Map<string, T>();
  into.set(start, inPeriod);
  inPeriod.set(entityRef, one);
}

function assertFew(
  { column, kpi }: { column: string; kpi: string },
  what: string,
  count: number,
  most: number,
): void {
  if (count > most) {
    throw new InputError(
      `column is ${column}: these are ${count} ${what}, and at most ${most} are looked at; ask for fewer periods or a smaller scope, or name the column in spec.breakdowns of the Kpi ${kpi}`,
    );
  }
}
