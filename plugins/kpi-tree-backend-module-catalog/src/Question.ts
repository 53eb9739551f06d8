import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  addPeriods,
  dateOf,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  Measurement,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { CatalogSettings } from './settings';

/**
 * What is known about an entity: whether it has what is asked of it, or the references
 * of which one has to exist for that.
 */
export type Answer = boolean | readonly string[];

/** What a KPI asks of each entity. */
export class Question {
  private readonly counts: (entity: Entity) => boolean;
  private readonly fulfils: (entity: Entity) => boolean;

  constructor(private readonly kpi: SourceKpi<CatalogSettings>) {
    const { of, fulfils } = kpi.settings;
    this.counts = of ? filterPredicateToFilterFunction(of) : () => true;
    this.fulfils = fulfils
      ? filterPredicateToFilterFunction(fulfils)
      : () => true;
  }

  /** Nothing for an entity that does not count. */
  ask(entity: Entity): Answer | undefined {
    if (!this.counts(entity)) {
      return undefined;
    }
    if (!this.fulfils(entity)) {
      return false;
    }
    const { related } = this.kpi.settings;
    return related
      ? (entity.relations ?? [])
          .filter(({ type }) => type === related)
          .map(({ targetRef }) => targetRef)
      : true;
  }

  /**
   * The measurements of an entity: of the running period, and of the one before for as
   * long as nothing is known of that. The catalog does not keep its past.
   *
   * @param now - to which instant they belong
   */
  measure(
    entityRef: string,
    isFulfilled: boolean,
    now: Date,
    timeZone: string,
  ): Measurement[] {
    const { name, spec } = this.kpi;
    const running = periodOf(dateOf(now.getTime(), timeZone), spec.grain);
    const measurement = {
      entityRef,
      kpi: name,
      // A share in percent is the mean of these; of anything else there is a number
      value: Number(isFulfilled) * (spec.unit === '%' ? 100 : 1),
      weight: 1,
    };
    return [
      {
        ...measurement,
        period: addPeriods(running, spec.grain, -1),
        presumed: true,
      },
      { ...measurement, period: running },
    ];
  }
}
