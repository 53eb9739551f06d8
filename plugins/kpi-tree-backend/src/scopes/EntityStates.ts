import { openScoreOf } from '@internal/kpi-tree';
import { Knex } from 'knex';
import { RequestContext } from '../access/RequestContexts';
import { Evaluator } from '../evaluation/Evaluator';
import { SeenSeries } from '../evaluation/SeriesEvaluation';
import { CurrentState, CurrentStore } from '../store/CurrentStore';
import {
  ByEntity,
  EntityStanding,
  EntityState,
  EntityStateStore,
} from '../store/EntityStateStore';

/**
 * The state of many entities for many KPIs, as it is stored; where they are judged otherwise
 * for somebody who may not read all definitions, as that comes to.
 */
export class EntityStates {
  constructor(
    private readonly options: {
      knex: Knex;
      store: EntityStateStore;
      current: CurrentStore;
      evaluator: Evaluator;
    },
  ) {}

  /** As {@link EntityStateStore.scores}. */
  async scores(
    context: RequestContext,
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<number | null>> {
    return this.seen(
      await this.options.store.scores(kpis, entityRefs),
      await this.judgedOtherwise(context, kpis, entityRefs),
      ({ state }) => state.score,
    );
  }

  /** As {@link EntityStateStore.standings}. */
  async standings(
    context: RequestContext,
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<EntityStanding>> {
    return this.seen(
      await this.options.store.standings(kpis, entityRefs),
      await this.judgedOtherwise(context, kpis, entityRefs),
      ({ id, kpi, state }) => ({
        seriesId: id,
        score: state.score,
        openScore: openScoreOf(
          state,
          context.definitions.kpi(kpi).spec.direction,
        ),
        status: state.status,
        trend: state.signals?.trend ?? 'unknown',
      }),
    );
  }

  /** As {@link EntityStateStore.states}. */
  async states(
    context: RequestContext,
    kpis: string[],
    entityRefs: string[],
  ): Promise<ByEntity<EntityState>> {
    return this.seen(
      await this.options.store.states(kpis, entityRefs),
      await this.judgedOtherwise(context, kpis, entityRefs),
      ({ id, entityRef, kpi, state }) => {
        const { period, value, known, score, status, target, signals } = state;
        return {
          seriesId: id,
          entityRef,
          period,
          value,
          ...(known ? { known } : {}),
          score,
          openScore: openScoreOf(
            state,
            context.definitions.kpi(kpi).spec.direction,
          ),
          status,
          target,
          trend: signals?.trend ?? 'unknown',
        };
      },
    );
  }

  /** All that is known of some series, by their ids. */
  async current(
    context: RequestContext,
    series: { seriesId: number; entityRef: string; kpi: string }[],
  ): Promise<Map<number, CurrentState>> {
    const { knex, current } = this.options;
    const stored = new Map(
      [
        ...(await current.read(
          knex,
          series.map(({ seriesId }) => seriesId),
        )),
      ].map(([id, { state }]) => [id, state]),
    );
    const others = await this.judgedOtherwise(
      context,
      series.map(({ kpi }) => kpi),
      series.map(({ entityRef }) => entityRef),
    );
    others.forEach(({ id, state }) => stored.set(id, state));
    return stored;
  }

  private async judgedOtherwise(
    context: RequestContext,
    kpis: string[],
    entityRefs: string[],
  ): Promise<SeenSeries[]> {
    return this.options.evaluator.judgedOtherwise(
      context.definitions,
      kpis,
      entityRefs,
    );
  }

  /** What is stored, with what is seen otherwise in its place. */
  private seen<T>(
    stored: ByEntity<T>,
    others: SeenSeries[],
    toState: (series: SeenSeries) => T,
  ): ByEntity<T> {
    if (!others.length) {
      return stored;
    }
    const seen = new Map(stored);
    for (const series of others) {
      seen.set(
        series.entityRef,
        new Map(seen.get(series.entityRef)).set(series.kpi, toState(series)),
      );
    }
    return seen;
  }
}
