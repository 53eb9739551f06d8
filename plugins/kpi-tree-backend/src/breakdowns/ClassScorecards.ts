import { InputError } from '@backstage/errors';
import { Attachment, judge, summarise } from '@internal/kpi-tree';
import {
  addPeriods,
  ClassScorecard,
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  periodsBetween,
  ScorecardClasses,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { instantAt, pastDay } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { assess, assessedRange, HistoryValue } from '../evaluation/assessment';
import { EvaluatedAt, evaluatedAt } from '../evaluation/EvaluatedAt';
import { Evaluator } from '../evaluation/Evaluator';
import { sparkPeriods, sparkValues } from '../evaluation/spark';
import { scopeAssessedBy } from '../rollup/assessScope';
import { buildScorecard, kpiNames } from '../scorecard/buildScorecard';
import { ScorecardService } from '../scorecard/ScorecardService';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { BLANK, classKey, classNameOf, UNKNOWN } from '../store/classes';
import { CurrentState } from '../store/CurrentStore';
import { addsUpBy, valueIn } from './breakdownAnswer';
import { ClassHistory, ClassPeriod } from './ClassHistory';

/** Of which trees a class is asked for. */
type ClassesRequest = {
  scope: string;
  /** The id of a breakdown. */
  by: string;
  /** The only tree that is asked for. */
  tree?: string;
  /** A past day, `YYYY-MM-DD`. */
  asOf?: string;
};

/** A KPI with the breakdown that is asked for. */
type BrokenDownKpi = { kpi: KpiEntity; id: string; column: string };

/** What is asked for, and of what there is some of it. */
type Asked = {
  view: ScopeView;
  attachments: Attachment[];
  at: EvaluatedAt;
  asOf: string | undefined;
  kpis: BrokenDownKpi[];
  /** How many KPIs there are. */
  of: number;
};

/** More periods of one KPI are not looked at. */
const MOST_PERIODS = 120;

/** So many classes can be chosen from. */
const MOST_CLASSES = 50;

/** Evaluates the trees of an entity or scope for one class of a breakdown. */
export class ClassScorecards {
  constructor(
    private readonly options: {
      classHistory: ClassHistory;
      evaluator: Evaluator;
      scorecards: ScorecardService;
      scopes: ScopeService;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * The trees with the values of a class.
   *
   * @param request - `name`: the text of the class, empty where it is blank
   * @throws `NotFoundError` if the caller may not read the entity, or there is no such tree;
   * `InputError` if no KPI has the breakdown, or the day is no date
   */
  async scorecard(
    context: RequestContext,
    request: ClassesRequest & { name: string },
  ): Promise<ClassScorecard> {
    const asked = await this.asked(context, request);
    const { view, attachments, at, asOf, kpis, of } = asked;
    const { config, scopes } = this.options;
    const key = classKey(request.name);
    const states = new Map<string, CurrentState>();
    for (const one of kpis) {
      const history = await this.history(asked, one);
      states.set(
        one.kpi.metadata.name,
        stateOf(at, view.scope, one.kpi, history, key),
      );
    }
    const judged = new Set(
      kpis
        .filter(({ kpi }) => isJudged(kpi))
        .map(({ kpi }) => kpi.metadata.name),
    );
    const scorecard = buildScorecard(
      config,
      view,
      attachments.map(each => ({
        ...each,
        root: withWeights(each.root, judged),
      })),
      {
        asOf: instantAt(asOf, config),
        members: scopes.membersOn(view, asOf),
        at,
        states: {
          scope: view.scope,
          isScope: false,
          own: new Map(
            [...states].map(([name, state]) => [
              name,
              { state, updatedAt: null },
            ]),
          ),
          members: new Map(),
        },
        setAside: [],
      },
    );
    for (const { root } of scorecard.trees) {
      markLeaves(root, name => {
        if (!states.has(name)) {
          return 'none';
        }
        return judged.has(name) ? 'judged' : 'not-judged';
      });
    }
    return {
      ...scorecard,
      ofClass: {
        ...(key === BLANK
          ? { kind: 'blank' as const }
          : { kind: 'class' as const, name: classNameOf(key)! }),
        by: request.by,
        kpis: kpis.length,
        of,
      },
    };
  }

  /**
   * The classes that can be asked for.
   *
   * @throws as {@link ClassScorecards.scorecard}
   */
  async classes(
    context: RequestContext,
    request: ClassesRequest,
  ): Promise<ScorecardClasses> {
    const asked = await this.asked(context, request);
    const counts = new Map<string, number>();
    for (const one of asked.kpis) {
      const history = await this.history(asked, one);
      const first = sparkPeriods(
        asked.at.currentPeriod(one.kpi),
        one.kpi.spec.period,
      )[0];
      const found = new Set(
        [...history]
          .filter(([start]) => start >= first)
          .flatMap(([, { classes }]) => [...classes.keys()]),
      );
      for (const key of found) {
        if (key === BLANK || classNameOf(key) !== undefined) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
    }
    return {
      by: request.by,
      kpis: asked.kpis.length,
      of: asked.of,
      items: [...counts]
        .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .slice(0, MOST_CLASSES)
        .map(([key, count]) => {
          const name = classNameOf(key);
          return {
            ...(name === undefined
              ? { kind: 'blank' as const }
              : { kind: 'class' as const, name }),
            kpis: count,
          };
        }),
    };
  }

  private async asked(
    context: RequestContext,
    { scope, by, tree, ...days }: ClassesRequest,
  ): Promise<Asked> {
    const { evaluator, scopes, scorecards, config } = this.options;
    const asOf = pastDay('asOf', days.asOf, context);
    const view = await scopes.view(context, scope);
    const attachments = scorecards.trees(view, tree);
    const { definitions } = view;
    const names = kpiNames(attachments);
    const all = names.flatMap(name => definitions.kpis.get(name) ?? []);
    const kpis = all.flatMap((kpi): BrokenDownKpi[] => {
      const found = kpi.spec.breakdowns?.find(({ id }) => id === by);
      return found ? [{ kpi, id: by, column: found.column }] : [];
    });
    if (!kpis.length) {
      const ids = all.flatMap(({ spec }) =>
        (spec.breakdowns ?? []).map(({ id }) => id),
      );
      throw new InputError(
        `by is ${by}: ${
          ids.length
            ? `the KPIs of ${scope} are broken down by ${[...new Set(ids)].join(
                ', ',
              )}`
            : `no KPI of ${scope} has breakdowns`
        }`,
      );
    }
    return {
      view,
      attachments,
      at:
        asOf === undefined
          ? evaluator.at(definitions)
          : evaluatedAt(asOf, definitions, config),
      asOf,
      kpis,
      of: names.length,
    };
  }

  /** What a KPI is made of in the periods that are assessed, and in the running one. */
  private async history(
    { view, at }: Asked,
    { kpi, id, column }: BrokenDownKpi,
  ): Promise<ReadonlyMap<string, ClassPeriod>> {
    const { period: periodType } = kpi.spec;
    const current = at.currentPeriod(kpi);
    const range = assessedRange(
      current,
      periodType,
      at.signalSettings(kpi, view.scope),
    );
    const [first] = [range.from, sparkPeriods(current, periodType)[0]].sort();
    const { periods } = await this.options.classHistory.read(
      view,
      kpi,
      { id, column },
      periodsBetween(first, range.to, periodType).slice(-MOST_PERIODS),
    );
    return periods;
  }
}

/**
 * Whether what a class comes to may be held against the target of the whole: it may where
 * the whole is the mean of its classes, or a quantile.
 */
function isJudged({ spec }: KpiEntity): boolean {
  return (
    addsUpBy(spec) === 'ratio' || spec.aggregate.overEntities === 'quantile'
  );
}

/** How a class of a KPI stands. */
function stateOf(
  at: EvaluatedAt,
  scope: string,
  kpi: KpiEntity,
  history: ReadonlyMap<string, ClassPeriod>,
  key: string,
): CurrentState {
  const { spec } = kpi;
  const current = at.currentPeriod(kpi);
  const by = {
    ...at.judgement(kpi, scope),
    ...(isJudged(kpi) ? {} : { target: undefined, threshold: undefined }),
  };
  const values = [...history.values()].flatMap((period): HistoryValue[] => {
    // There may be more of it in what nobody has broken down
    const found = period.classes.has(UNKNOWN)
      ? null
      : valueIn(period, key, addsUpBy(spec));
    const { period: start, known } = period;
    return found
      ? [{ period: start, ...found, ...(known ? { known } : {}) }]
      : [];
  });
  const byPeriod = new Map(values.map(value => [value.period, value]));
  const now = byPeriod.get(current);
  const running = byPeriod.get(addPeriods(current, spec.period, 1));
  const { targetChanges, ...assessedBy } = scopeAssessedBy(
    at,
    scope,
    kpi,
    values,
  );
  return {
    ...judge(now?.value, current, by, now?.known),
    period: current,
    value: now?.value ?? null,
    weight: now?.weight ?? null,
    ...(now?.known ? { known: now.known } : {}),
    spark: sparkValues(byPeriod, current, spec.period, by),
    ...(running?.value === null || running === undefined
      ? {}
      : {
          provisional: {
            period: running.period,
            value: running.value,
            weight: running.weight ?? 0,
          },
        }),
    ...(values.length
      ? {
          signals: summarise(
            assess(values, {
              ...assessedBy,
              ...(isJudged(kpi) && targetChanges ? { targetChanges } : {}),
              judgementIn: () => by,
            }),
          ),
        }
      : {}),
  };
}

/** A tree in which only some KPIs count, and only nodes that have such. */
function withWeights(
  node: KpiTreeBranch,
  counted: ReadonlySet<string>,
): KpiTreeBranch {
  const children = node.children.map(child =>
    isLeaf(child)
      ? { ...child, weight: counted.has(child.kpi) ? child.weight : 0 }
      : withWeights(child, counted),
  );
  return {
    ...node,
    children,
    weight: children.some(({ weight }) => weight > 0) ? node.weight : 0,
  };
}

/** Says of the KPIs at and below a node what is shown of them. */
function markLeaves(
  node: ScorecardNode,
  ofClass: (kpi: string) => NonNullable<ScorecardNode['ofClass']>,
): void {
  node.children.forEach(child => markLeaves(child, ofClass));
  if (node.kpi !== undefined) {
    node.ofClass = ofClass(node.kpi);
    if (node.ofClass !== 'judged') {
      // Those of the whole are none of a class
      node.target = null;
      node.threshold = null;
      delete node.bounds;
    }
  }
}
