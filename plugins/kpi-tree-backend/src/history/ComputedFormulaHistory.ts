import { aggregationTraits } from '@internal/kpi-tree';
import {
  addPeriods,
  KpiEntity,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { combineOverTime } from '../evaluation/combine';
import { computePeriods } from '../evaluation/computeFormulas';
import { isCounted } from '../evaluation/isCounted';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { ScopeView } from '../scopes/ScopeView';
import {
  extentOf,
  MeasurementStore,
  SeriesExtent,
} from '../store/MeasurementStore';
import { StoredValue } from '../store/ranges';
import { ScopeValue } from '../store/RollupStore';
import { ComputedScopeHistory } from './ComputedScopeHistory';

/** What a formula is computed from, and where. */
export type FormulaRequest = {
  /** The definitions with the formula, which may be a draft. */
  definitions: Definitions;
  view: ScopeView;
  kpi: string;
  /** What was measured of the entity or scope itself, by KPI. */
  own: ReadonlyMap<string, CurrentSeries>;
  /** It is being written: it is tried as if all had it, where nobody has it yet. */
  isDraft?: boolean;
};

/**
 * Computes formulas from measurements when they are requested: in other periods than
 * those in which they are judged, and drafts.
 */
export class ComputedFormulaHistory {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      members: ComputedScopeHistory;
    },
  ) {}

  /** Since when there are measurements, and up to when all are complete. */
  async extent({
    definitions,
    view,
    kpi,
    own,
  }: FormulaRequest): Promise<SeriesExtent> {
    const extents: SeriesExtent[] = [];
    for (const { metadata, spec } of measuredBelow(definitions, kpi)) {
      const series = own.get(metadata.name);
      extents.push(
        series
          ? extentOf(series)
          : await this.options.members.extent(view, metadata.name, spec.grain),
      );
    }
    const froms = extents.flatMap(({ from }) => from ?? []).sort();
    const covered = extents.map(({ coveredUntil }) => coveredUntil).sort();
    return {
      from: froms[0] ?? null,
      coveredUntil: covered.includes(null) ? null : covered[0],
      earlierArithmeticBefore: extents
        .flatMap(({ earlierArithmeticBefore }) => earlierArithmeticBefore ?? [])
        .sort()
        .pop(),
    };
  }

  /** @param periods - first days, in chronological order */
  async values(
    { definitions, view, kpi, own, isDraft }: FormulaRequest,
    periodType: PeriodType,
    periods: string[],
  ): Promise<StoredValue[]> {
    const { measurements, members } = this.options;
    if (!periods.length) {
      return [];
    }
    const { aggregate } = definitions.kpi(kpi).spec;
    const isNew =
      isDraft && !view.definitions.scope(view.scope).membersWith(kpi).size;
    const counts = (ref: string) =>
      isNew || isCounted(view.definitions, ref, kpi);
    const end = addPeriods(periods[periods.length - 1], periodType, 1);
    const operands = new Map<
      string,
      Pick<ScopeValue, 'period' | 'value' | 'known'>[]
    >();
    let isOwn = true;
    for (const operand of measuredBelow(definitions, kpi)) {
      const { name } = operand.metadata;
      const series = own.get(name);
      if (series) {
        const { id } = series;
        // The day after the end is in none of the requested periods
        const read = await measurements.read([id], periods[0], end);
        operands.set(
          name,
          combineOverTime(
            read.get(id) ?? [],
            operand.spec,
            periodType,
            series,
            toEpochDay(view.day),
          ).filter(value => value.period < end),
        );
      } else {
        isOwn = false;
        operands.set(
          name,
          view.isScope
            ? await members.values(view, operand, periodType, periods, counts)
            : [],
        );
      }
    }
    return !aggregationTraits[aggregate.overEntities].combines && !isOwn
      ? []
      : computePeriods(definitions, kpi, operands);
  }
}

/** What a formula is computed from, through all levels. */
function measuredBelow(definitions: Definitions, formula: string): KpiEntity[] {
  return definitions.formulas
    .measured(formula)
    .map(name => definitions.kpi(name));
}
