import { InputError, NotFoundError } from '@backstage/errors';
import {
  currentPeriodOn,
  judge,
  rollUp,
  RollupChild,
  statusOfScore,
} from '@internal/kpi-tree';
import {
  addPeriods,
  countPeriods,
  isLeaf,
  KpiTreeBranch,
  KpiTreeLeaf,
  PeriodType,
  periodOf,
  periodsBetween,
  ScoreHistory,
  ScorePoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { TreeIndex } from '../definitions/TreeIndex';
import { Evaluator } from '../evaluation/Evaluator';
import { HistoryOfKpis, StoredHistory } from '../history/StoredHistory';
import { scopeJudgement } from '../rollup/scopeTargets';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { ScorecardService } from './ScorecardService';

/** Which node of which tree, and when. */
export type HistoryRequest = {
  scope: string;
  tree: string;
  /** The id of a node of the tree; its root if not given. */
  node?: string;
  from?: string;
  to?: string;
  periodType?: PeriodType;
};

/** Two years of months. */
const DEFAULT_POINTS = 24;

/** More points than a person can look at. */
const MAX_POINTS = 1_000;

/**
 * Answers how the score of a node of a tree went: in each period what the scorecard
 * said at its end.
 */
export class ScoreHistoryService {
  constructor(
    private readonly options: {
      storedHistory: StoredHistory;
      evaluator: Evaluator;
      scopes: ScopeService;
      scorecards: ScorecardService;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such tree or node, or no entity that the
   * caller may read; `InputError` if a date is wrong
   */
  async history(
    context: RequestContext,
    request: HistoryRequest,
  ): Promise<ScoreHistory> {
    const { periodType = 'month' } = request;
    const periods = periodsOf(request, periodType, context.day);
    const { node, scoreIn, partial } = await this.scores(
      context,
      request,
      periodType,
      periods,
    );
    return {
      scope: request.scope,
      ...(partial ? { partial } : {}),
      tree: request.tree,
      node: node.id,
      periodType,
      points: periods.map((start): ScorePoint => {
        const { score, coverage } = scoreIn(node, start);
        return {
          period: start,
          score,
          status: score === null ? 'no-data' : statusOfScore(score),
          coverage,
        };
      }),
    };
  }

  /**
   * A node of a tree, and the state of it and those below it at the end of periods.
   *
   * @param periods - first days, in chronological order
   * @throws `NotFoundError` if there is no such tree or node, or no entity that the
   * caller may read
   */
  async scores(
    context: RequestContext,
    { scope, tree, node: id }: Pick<HistoryRequest, 'scope' | 'tree' | 'node'>,
    periodType: PeriodType,
    periods: string[],
  ): Promise<{
    node: (KpiTreeBranch | KpiTreeLeaf) & { id: string };
    scoreIn: (below: KpiTreeBranch | KpiTreeLeaf, start: string) => RollupChild;
    partial: ScopeView['partial'];
  }> {
    const { scopes, scorecards } = this.options;
    const { definitions } = context;
    const view = await scopes.view(context, scope);
    const [attachment] = scorecards.trees(view, tree);
    if (!attachment) {
      throw new NotFoundError(`${scope} has no KPI tree ${tree}`);
    }
    const node = TreeIndex.of(attachment.root).node(id);
    if (!node) {
      throw new NotFoundError(
        `The KPI tree ${tree} of ${scope} has no node ${id}`,
      );
    }
    const kpis = kpisBelow(node).flatMap(
      name => definitions.kpis.get(name) ?? [],
    );
    const [first, last] = [periods[0], periods[periods.length - 1]];
    const values: HistoryOfKpis = periods.length
      ? await this.options.storedHistory.read(view, kpis, ({ spec }) => ({
          from: currentPeriodOn(addPeriods(first, periodType, 1), spec.period),
          to: currentPeriodOn(addPeriods(last, periodType, 1), spec.period),
        }))
      : new Map();
    return {
      node: { ...node, id: id ?? attachment.root.id },
      partial: view.partial,
      scoreIn: (below, start) =>
        this.score(
          view,
          below,
          values,
          startsBy(addPeriods(start, periodType, 1)),
        ),
    };
  }

  /** @param starts - the first day of the last complete period of each length */
  private score(
    view: ScopeView,
    node: KpiTreeBranch | KpiTreeLeaf,
    values: HistoryOfKpis,
    starts: Record<PeriodType, string>,
  ): RollupChild {
    if (!isLeaf(node)) {
      const children = node.children.map(child =>
        this.score(view, child, values, starts),
      );
      return {
        weight: node.weight,
        ...rollUp(children, node.rollup, this.options.config.coverageFloor),
      };
    }
    const { definitions, scope } = view;
    const kpi = definitions.kpis.get(node.kpi);
    const found = values.get(node.kpi);
    if (!kpi || !found) {
      return { weight: node.weight, score: null, coverage: 0 };
    }
    const start = starts[kpi.spec.period];
    const value = found.byPeriod.get(start);
    const own = this.options.evaluator.at(definitions).judgement(kpi, scope);
    const by =
      found.origin === 'own'
        ? own
        : scopeJudgement(definitions, kpi, scope, own, start, value?.bounds);
    const { score } = judge(value?.value, start, by, value?.known);
    return { weight: node.weight, score, coverage: score === null ? 0 : 1 };
  }
}

function periodsOf(
  request: HistoryRequest,
  periodType: PeriodType,
  now: string,
): string[] {
  assertDates({ from: request.from, to: request.to });
  const complete = addPeriods(periodOf(now, periodType), periodType, -1);
  const asked = periodOf(request.to ?? complete, periodType);
  const last = asked < complete ? asked : complete;
  const first =
    request.from ?? addPeriods(last, periodType, 1 - DEFAULT_POINTS);
  if (countPeriods(first, last, periodType) > MAX_POINTS) {
    throw new InputError(
      `from ${first} to ${last} are too many points: ask for at most ${MAX_POINTS}, or for a longer period`,
    );
  }
  return periodsBetween(first, last, periodType);
}

/** @param end - the day after the last that counts */
function startsBy(end: string): Record<PeriodType, string> {
  return {
    day: currentPeriodOn(end, 'day'),
    week: currentPeriodOn(end, 'week'),
    month: currentPeriodOn(end, 'month'),
    quarter: currentPeriodOn(end, 'quarter'),
  };
}

function kpisBelow(node: KpiTreeBranch | KpiTreeLeaf): string[] {
  return isLeaf(node) ? [node.kpi] : [...TreeIndex.of(node).kpis];
}
