import { Definitions } from '../definitions/Definitions';
import { SeriesRecord } from '../store/MeasurementStore';

/**
 * The series that formulas are computed from, by entity and KPI. A formula of an
 * entity has a series where all that it is computed from was measured of the entity.
 */
export class OperandSeries {
  private readonly byKey = new Map<string, SeriesRecord>();

  /** @param series - those that there are, among others */
  constructor(
    private readonly definitions: Definitions,
    series: SeriesRecord[],
  ) {
    for (const one of series) {
      if (isMeasured(definitions, one)) {
        this.byKey.set(`${one.entityRef} ${one.kpi}`, one);
      }
    }
  }

  /** The series of all that a formula of an entity is computed from. */
  of(entityRef: string, formula: string): SeriesRecord[] | undefined {
    const measured = this.definitions.formulas.measured(formula);
    const found = measured.flatMap(
      kpi => this.byKey.get(`${entityRef} ${kpi}`) ?? [],
    );
    return found.length === measured.length ? found : undefined;
  }
}

/**
 * Whether somebody measures a series: those of formulas nobody writes, and they may
 * be left from a time when a KPI was computed.
 */
export function isMeasured(
  { kpis, formulas }: Definitions,
  { kpi, grain, source }: SeriesRecord,
): boolean {
  return (
    source !== null && kpis.get(kpi)?.spec.grain === grain && !formulas.get(kpi)
  );
}
