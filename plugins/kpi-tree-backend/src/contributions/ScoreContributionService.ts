import { InputError } from '@backstage/errors';
import { scoreEffects } from '@internal/kpi-tree';
import {
  Contribution,
  ContributionValue,
  isLeaf,
  KpiTreeChild,
  KpiTreeLeaf,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { comparedPeriods } from '../clock/comparedPeriods';
import { ScoreHistoryService } from '../scorecard/ScoreHistoryService';
import {
  contributionAnswer,
  coverageOf,
  DEFAULT_PARTS,
} from './contributionAnswer';

/** Which node's score, and between which periods. */
export type ScoreContributionRequest = {
  scope: string;
  tree: string;
  /** The id of a node of the tree; its root if not given. */
  node?: string;
  /** Dates in the periods that are compared, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
  periodType?: PeriodType;
  /** How many children are listed individually. */
  limit?: number;
};

/**
 * Answers which children explain the change of the score of a node between two
 * periods.
 */
export class ScoreContributionService {
  constructor(
    private readonly options: { scoreHistories: ScoreHistoryService },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such tree or node, or no entity that the
   * caller may read; `InputError` if the node is a KPI, or a date is wrong
   */
  async contribution(
    context: RequestContext,
    request: ScoreContributionRequest,
  ): Promise<Contribution> {
    const { scoreHistories } = this.options;
    const { periodType = 'month' } = request;
    const { from, to } = comparedPeriods(request, periodType, context.day);
    const { node, scoreIn, partial } = await scoreHistories.scores(
      context,
      request,
      periodType,
      [from, to],
    );
    if (isLeaf(node)) {
      throw new InputError(
        `node is ${request.node}, a KPI: ask for what explains it at /v1/contributions, or use the id of a node with children`,
      );
    }
    const children = node.children.map(child => {
      const scoreOf = (start: string): ContributionValue | null => {
        const { score } = scoreIn(child, start);
        return score === null ? null : { value: score, weight: child.weight };
      };
      return {
        ...nameOf(context, node.id, child),
        weight: child.weight,
        before: scoreOf(from),
        after: scoreOf(to),
      };
    });
    const weightOf = (when: 'before' | 'after') =>
      children.reduce((sum, child) => sum + (child[when]?.weight ?? 0), 0);
    const whole = (start: string, when: 'before' | 'after') => ({
      period: start,
      value: scoreIn(node, start).score,
      weight: node.rollup === 'worst' ? null : weightOf(when),
    });
    const before = whole(from, 'before');
    const after = whole(to, 'after');
    // Also where there are scores of too little of the weight
    const isKnown = before.value !== null && after.value !== null;
    return contributionAnswer(
      {
        scope: request.scope,
        ...(partial ? { partial } : {}),
        tree: request.tree,
        node: node.id,
        title: node.title,
        unit: 'points',
        direction: 'higher',
        periodType,
        by: 'child',
        before,
        after,
        ...(isKnown ? {} : { limit: 'no-value' as const }),
        coverage: coverageOf(children),
      },
      isKnown ? children.map(({ weight: _, ...child }) => child) : [],
      isKnown
        ? scoreEffects(
            children.map(({ ref, weight, before: was, after: is }) => ({
              id: ref,
              weight,
              before: was?.value ?? null,
              after: is?.value ?? null,
            })),
            node.rollup,
          )
        : undefined,
      request.limit ?? DEFAULT_PARTS,
    );
  }
}

function nameOf(
  { definitions }: RequestContext,
  parent: string,
  child: KpiTreeChild,
) {
  if (!isLeaf(child)) {
    return { ref: child.id, title: child.title };
  }
  const { kpi }: KpiTreeLeaf = child;
  return {
    ref: `${parent}/${kpi}`,
    title: definitions.kpis.get(kpi)?.metadata.title ?? kpi,
  };
}
