import { InputError } from '@backstage/errors';
import { hasValue } from '@internal/kpi-tree';
import {
  addPeriods,
  KpiEntity,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CombinedValue,
  combineOverEntities,
  combineOverTime,
  numeratorBeside,
} from '../evaluation/combine';
import { Evaluator } from '../evaluation/Evaluator';
import { isCounted as isCountedWith } from '../evaluation/isCounted';
import { membershipDay } from '../memberships/MembersByDay';
import { Memberships } from '../memberships/Memberships';
import { knownOfMembers } from '../rollup/knownOfMembers';
import { summedBounds } from '../rollup/summedBounds';
import { ScopeView } from '../scopes/ScopeView';
import { isOfData } from '../setAside/apart';
import { inChunks } from '../store/chunks';
import { MeasurementStore, SeriesExtent } from '../store/MeasurementStore';
import { SilentSeries } from '../store/PeriodStore';
import { ScopeValue } from '../store/RollupStore';

/** More than a page can wait for. */
const MAX_MEASUREMENTS = 3_000_000;

/** Bounds the measurements that are in memory at once. */
const SERIES_AT_ONCE = 500;

/**
 * The combined value of the members of a scope in other periods than those in which the KPI
 * is judged: calculated from their measurements when it is requested.
 */
export class ComputedScopeHistory {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      evaluator: Evaluator;
      memberships: Memberships;
    },
  ) {}

  /** Since when there are measurements, and up to when all are complete. */
  async extent(
    { scope, visible }: ScopeView,
    kpi: string,
    grain: PeriodType,
  ): Promise<SeriesExtent> {
    const { measurements, memberships } = this.options;
    const ever = memberships.membersByDay.everIn(scope);
    return measurements.extent(
      kpi,
      grain,
      visible ? ever.filter(ref => visible.has(ref)) : ever,
    );
  }

  /**
   * @param periods - first days, in chronological order
   * @param isCounted - which members count; those that have the KPI in a tree if not
   * given
   * @throws `InputError` if it takes too many measurements
   */
  async values(
    { definitions, scope, visible, day }: ScopeView,
    kpi: KpiEntity,
    periodType: PeriodType,
    periods: string[],
    isCounted = (ref: string) =>
      isCountedWith(definitions, ref, kpi.metadata.name),
  ): Promise<ScopeValue[]> {
    const { measurements, memberships, evaluator } = this.options;
    if (!periods.length) {
      return [];
    }
    const at = evaluator.at(definitions);
    const { name } = kpi.metadata;
    const today = toEpochDay(day);
    const membersIn = (start: string) =>
      memberships.membersByDay
        .membersOn(scope, membershipDay(start, periodType, today))
        .filter(ref => (!visible || visible.has(ref)) && isCounted(ref));
    const members = new Set(periods.flatMap(membersIn));
    const end = addPeriods(periods[periods.length - 1], periodType, 1);
    const days = toEpochDay(end) - toEpochDay(periods[0]);
    if (members.size * days > MAX_MEASUREMENTS) {
      throw new InputError(
        `${periods[0]} to ${end} are too many measurements of ${members.size} members: ask for fewer days, or for the period ${kpi.spec.period}`,
      );
    }
    const series = (
      await measurements.findSeries({ entityRefs: [...members], kpis: [name] })
    ).filter(one => one.grain === kpi.spec.grain);
    const byPeriod = new Map(
      periods.map(start => [start, new Map<string, CombinedValue>()]),
    );
    const silent = new Map<string, SilentSeries>();
    for (const part of inChunks(series, SERIES_AT_ONCE)) {
      const read = await measurements.read(
        part.map(one => one.id),
        periods[0],
        end,
      );
      for (const one of part) {
        const { id, entityRef } = one;
        const combined = unlessOfData(() =>
          combineOverTime(read.get(id) ?? [], kpi.spec, periodType, one, today),
        );
        combined?.forEach(value =>
          byPeriod.get(value.period)?.set(entityRef, value),
        );
        if (one.source !== null) {
          silent.set(entityRef, { ...one, isSetAside: !combined });
        }
      }
    }
    return periods.flatMap((start): ScopeValue[] => {
      const values = byPeriod.get(start)!;
      const present = membersIn(start);
      const measured = present.filter(ref => values.has(ref));
      const counted = measured.filter(ref => hasValue(values.get(ref)!));
      const combined = combineOverEntities(
        measured.map(ref => values.get(ref)!),
        kpi.spec,
        `the ${periodType} ${start}`,
      );
      return combined && counted.length
        ? [
            {
              period: start,
              value: combined.value,
              weight: combined.weight,
              ...numeratorBeside(combined),
              counted: counted.length,
              ...knownOfMembers(
                present,
                { values, silent },
                kpi.spec,
                start,
                periodType,
                today,
              ),
              bounds: summedBounds(
                counted.map(ref => at.judgement(kpi, ref)),
                start,
              ),
            },
          ]
        : [];
    });
  }
}

/** Nothing for a member of which it cannot be determined: it is set aside with its reason. */
function unlessOfData<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (!isOfData(error)) {
      throw error;
    }
    return undefined;
  }
}
