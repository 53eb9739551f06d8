import {
  effectOf,
  type EffectOptions,
  type SignalValue,
} from '@internal/kpi-tree';
import {
  Action,
  ActionEffect,
  addPeriods,
  GuardEffect,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { SeriesService } from '../series/SeriesService';

/** So many periods before an action show its season, and twice what it is judged by. */
const PERIODS_BEFORE = 60;

/** An action that has begun. */
type Begun = Action & { start: string };

/**
 * What actions came to, by the values that their KPI has on its page: incomplete periods
 * and those that were left out have none, and the running one does not count.
 */
export class ActionEffects {
  constructor(
    private readonly options: {
      series: Pick<SeriesService, 'series'>;
    },
  ) {}

  /**
   * With the guards of the KPI that got worse meanwhile. Nothing of one that is only
   * proposed or cancelled, or that is of a node.
   *
   * @param ofScope - the actions of its scope, among which are those that began as well
   */
  async of(
    context: RequestContext,
    action: Action,
    ofScope: readonly Action[],
  ): Promise<ActionEffect | undefined> {
    const { scope, kpi, start, expectation } = action;
    if (kpi === undefined || !start || !hasBegun(action)) {
      return undefined;
    }
    const others = ofScope.filter(
      other =>
        other.scope === scope &&
        other.kpi === kpi &&
        other.id !== action.id &&
        hasBegun(other) &&
        other.start,
    );
    const begun = { ...action, start };
    const effect = await this.on(context, kpi, begun, {
      others: others.map(other => ({
        id: other.id,
        start: other.start ?? start,
        ...(other.done ? { done: other.done } : {}),
      })),
      ...(expectation ? { expected: expectation } : {}),
    });
    const guards = await this.guards(context, kpi, begun);
    return guards.length ? { ...effect, guards } : effect;
  }

  /** The guards of a KPI that got worse with an action. */
  private async guards(
    context: RequestContext,
    kpi: string,
    action: Begun,
  ): Promise<GuardEffect[]> {
    const { kpis } = context.definitions;
    const found: GuardEffect[] = [];
    for (const name of kpis.get(kpi)?.spec.guards ?? []) {
      const guard = kpis.get(name);
      if (guard && name !== kpi) {
        const effect = await this.on(context, name, action, {});
        if (effect.verdict === 'got-worse') {
          const { unit, period: periodType } = guard.spec;
          const title = guard.metadata.title ?? name;
          found.push({ kpi: name, title, unit, periodType, effect });
        }
      }
    }
    return found;
  }

  /** What an action came to by one KPI of its scope. */
  private async on(
    context: RequestContext,
    kpi: string,
    { scope, start, done, state }: Begun,
    more: Pick<EffectOptions, 'others' | 'expected'>,
  ): Promise<ActionEffect> {
    const { definitions } = context;
    const { spec } = definitions.kpi(kpi);
    const from = addPeriods(
      periodOf(start, spec.period),
      spec.period,
      -PERIODS_BEFORE,
    );
    const series = await this.options.series.series(context, {
      scope,
      kpi,
      from,
    });
    const values = series.points
      .filter(({ provisional }) => !provisional)
      .map(
        ({ period, value, weight, status, exception }): SignalValue => ({
          period,
          value: status === 'incomplete' || exception ? null : value,
          weight,
        }),
      );
    const targets = new Map(
      series.points.map(({ period, target }) => [period, target ?? undefined]),
    );
    return effectOf(values, {
      periodType: spec.period,
      direction: spec.direction,
      unit: spec.unit,
      overTime: spec.aggregate.overTime,
      settings: {
        ...spec.signals,
        changes: [
          ...(spec.signals?.changes ?? []),
          ...definitions.acceptedChanges(scope, kpi),
        ],
      },
      targetIn: period => targets.get(period),
      action: { start, ...(state === 'done' ? { done } : {}) },
      ...more,
    });
  }
}

function hasBegun({ state }: Action): boolean {
  return state === 'open' || state === 'done';
}
