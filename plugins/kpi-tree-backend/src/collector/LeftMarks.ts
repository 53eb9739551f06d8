import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { IncompleteOfSource, IncompleteStore } from '../store/IncompleteStore';
import { WrittenMeasurement } from './MeasurementWriter';

/**
 * What sources left incomplete that no longer collect the KPI. Nobody will read their
 * rows again, so it holds until somebody else writes the same.
 */
export class LeftMarks {
  private readonly byKey: ReadonlyMap<string, IncompleteOfSource>;

  constructor(left: IncompleteOfSource[] = []) {
    this.byKey = new Map(
      left.map(one => [keyOf(one.entityRef, one.kpi, one.period), one]),
    );
  }

  /**
   * @param sourceOf - by KPI the source that collects it now, if one does
   */
  static async of(
    store: Pick<IncompleteStore, 'left'>,
    sourceOf: ReadonlyMap<string, string | undefined>,
  ): Promise<LeftMarks> {
    return new LeftMarks(await store.left(sourceOf));
  }

  /** Those of measurements that were written. */
  among(written: WrittenMeasurement[]): IncompleteOfSource[] {
    return this.byKey.size
      ? written.flatMap(
          ({ entityRef, kpi, day }) =>
            this.byKey.get(keyOf(entityRef, kpi, fromEpochDay(day))) ?? [],
        )
      : [];
  }
}

function keyOf(entityRef: string, kpi: string, start: string): string {
  return `${entityRef} ${kpi} ${start}`;
}
