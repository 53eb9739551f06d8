import {
  countPeriods,
  KpiEntity,
  periodsBetween,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { Definitions } from '../definitions/Definitions';
import { PeriodStore } from '../store/PeriodStore';

/** The first days of the first and the last period. */
export type PeriodRange = { from: string; to: string };

/** So many are walked through one by one, whether or not they have values. */
const FEW_PERIODS = 1_000;

/**
 * Knows in which periods there may be values of a KPI. Measurements may be a lifetime
 * apart: then it takes those that have any, and not each day between them.
 */
export class MeasuredPeriods {
  constructor(private readonly periods: PeriodStore) {}

  /**
   * @param range - those that are looked at; all if not given
   * @returns first days, in order of time
   */
  async of(
    tx: Knex,
    definitions: Definitions,
    kpi: KpiEntity,
    range?: PeriodRange,
  ): Promise<string[]> {
    const { period: periodType } = kpi.spec;
    if (range && isShort(range, kpi)) {
      return periodsBetween(range.from, range.to, periodType);
    }
    const measured = this.measured(definitions, kpi);
    const extents: PeriodRange[] = [];
    for (const { name, grain } of measured) {
      const extent = await this.periods.extent(tx, name, grain, periodType);
      if (extent) {
        extents.push(extent);
      }
    }
    if (!extents.length) {
      return [];
    }
    const from = [...extents.map(extent => extent.from)].sort()[0];
    const to = [...extents.map(extent => extent.to)].sort().pop()!;
    const clipped = {
      from: range && range.from > from ? range.from : from,
      to: range && range.to < to ? range.to : to,
    };
    if (isShort(clipped, kpi)) {
      return periodsBetween(clipped.from, clipped.to, periodType);
    }
    const found = new Set<string>();
    for (const { name, grain } of measured) {
      for (const each of await this.periods.measured(
        tx,
        name,
        grain,
        clipped,
      )) {
        found.add(each);
      }
    }
    return [...found].sort();
  }

  /** The KPIs of which measurements make its values: of a formula its operands. */
  private measured(
    definitions: Definitions,
    { metadata: { name } }: KpiEntity,
  ) {
    const { formulas } = definitions;
    return (formulas.get(name) ? formulas.measured(name) : [name]).map(
      each => ({
        name: each,
        grain: definitions.kpi(each).spec.grain,
      }),
    );
  }
}

function isShort({ from, to }: PeriodRange, { spec }: KpiEntity): boolean {
  return countPeriods(from, to, spec.period) <= FEW_PERIODS;
}
