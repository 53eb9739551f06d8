import { knownOfEach } from '@internal/kpi-tree';
import { Known, toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { Definitions } from '../definitions/Definitions';
import { SeriesRecord } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import { SeriesRange, StoredValue } from '../store/ranges';

/** Nothing is ever made of the value of a formula but what its formula says. */
export const FORMULA_WEIGHT = 1;

/** A stretch of a formula of an entity, and the series that it is computed from. */
type FormulaRange = SeriesRange & { kpi: string; operands: SeriesRecord[] };

/**
 * Computes the periods of formulas of entities from the periods of their operands.
 *
 * @returns by the series of the formulas, in order of time
 */
export async function computeFormulas(
  tx: Knex.Transaction,
  definitions: Definitions,
  periods: PeriodStore,
  ranges: FormulaRange[],
): Promise<Map<number, StoredValue[]>> {
  const values = await periods.readRanges(operandRanges(ranges), tx);
  return new Map(
    ranges.map(({ seriesId, from, to, kpi, operands }) => [
      seriesId,
      computePeriods(
        definitions,
        kpi,
        new Map(
          operands.map(operand => [operand.kpi, values.get(operand.id) ?? []]),
        ),
      ).filter(({ period: start }) => {
        const day = toEpochDay(start);
        return from <= day && day <= to;
      }),
    ]),
  );
}

/**
 * Computes a formula in every period in which all of its operands have a value. Of it
 * as much is known as of the operand of which the smallest share is.
 *
 * @param operands - by KPI, aggregated over the periods and the scope in question
 * @returns the periods that have a result, in order of time
 */
export function computePeriods(
  { formulas }: Pick<Definitions, 'formulas'>,
  formula: string,
  operands: ReadonlyMap<
    string,
    { period: string; value: number | null; known?: Known }[]
  >,
): StoredValue[] {
  const byPeriod = new Map<string, Map<string, number>>();
  const known = new Map<string, Known>();
  for (const [kpi, values] of operands) {
    for (const { period: start, value, known: part } of values) {
      const inPeriod = byPeriod.get(start) ?? new Map<string, number>();
      byPeriod.set(start, inPeriod);
      if (value !== null) {
        inPeriod.set(kpi, value);
      }
      if (part) {
        known.set(start, knownOfEach([known.get(start), part])!);
      }
    }
  }
  return [...byPeriod]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([start, values]) => {
      const value = formulas.evaluate(formula, kpi => values.get(kpi));
      return value === undefined
        ? []
        : [
            {
              period: start,
              value,
              weight: FORMULA_WEIGHT,
              ...knownIn(known, start),
            },
          ];
    });
}

function knownIn(
  all: ReadonlyMap<string, Known>,
  start: string,
): { known?: Known } {
  const known = all.get(start);
  return known ? { known } : {};
}

/** Each series once: several formulas may be computed from the same. */
function operandRanges(ranges: FormulaRange[]): SeriesRange[] {
  const found = new Map<number, SeriesRange>();
  for (const { from, to, operands } of ranges) {
    for (const { id } of operands) {
      const known = found.get(id);
      found.set(id, {
        seriesId: id,
        from: Math.min(from, known?.from ?? from),
        to: Math.max(to, known?.to ?? to),
      });
    }
  }
  return [...found.values()];
}
