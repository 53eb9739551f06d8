import { judge, openScoreOf } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { ByEntity, EntityState } from '../store/EntityStateStore';
import { PeriodStore } from '../store/PeriodStore';

/**
 * The state of many entities at the end of a day, by their history and what was in force
 * then. What is only known now, as whether a source was silent, is not reported.
 */
export class EntityStatesOnDay {
  constructor(
    private readonly options: {
      periods: PeriodStore;
      at: EvaluatedAt;
    },
  ) {}

  /** As {@link EntityStateStore.states}. */
  async states(
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<Omit<EntityState, 'seriesId'>>> {
    const { periods, at } = this.options;
    const { definitions } = at;
    const found = new Map(
      entityRefs.map(ref => [
        ref,
        new Map<string, Omit<EntityState, 'seriesId'>>(),
      ]),
    );
    const together = new Map<string, KpiEntity[]>();
    for (const name of kpis) {
      const kpi = definitions.kpi(name);
      const key = `${at.currentPeriod(kpi)} ${kpi.spec.grain}`;
      together.set(key, [...(together.get(key) ?? []), kpi]);
    }
    for (const same of together.values()) {
      const start = at.currentPeriod(same[0]);
      const values = await periods.readKpis(
        same.map(({ metadata }) => metadata.name),
        same[0].spec.grain,
        start,
        entityRefs,
      );
      const judgedAs = new Map(
        same.map(kpi => [kpi.metadata.name, this.judgements(kpi)]),
      );
      for (const { entityRef, kpi, value, known } of values) {
        if (value === null) {
          continue;
        }
        const by = judgedAs.get(kpi)!(entityRef);
        const judged = judge(value, start, by, known);
        const { score, status, target } = judged;
        found.get(entityRef)?.set(kpi, {
          entityRef,
          period: start,
          value,
          ...(known ? { known } : {}),
          score,
          openScore: openScoreOf({ value, ...judged }, by.direction),
          status,
          target,
          trend: 'unknown',
        });
      }
    }
    return found;
  }

  /** Most entities have no targets of their own: they share the judgement. */
  private judgements(kpi: KpiEntity) {
    const { at } = this.options;
    const shared = at.judgement(kpi, '');
    return (entityRef: string) =>
      at.definitions.hasOwnTargets(entityRef)
        ? at.judgement(kpi, entityRef)
        : shared;
  }
}
