import {
  Contribution,
  isLeaf,
  Review,
  ReviewContent,
  ReviewedDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { ActionService } from '../actions/ActionService';
import { ScoreContributionService } from '../contributions/ScoreContributionService';
import { TreeIndex } from '../definitions/TreeIndex';
import { QualityService } from '../quality/QualityService';
import { ScorecardService } from '../scorecard/ScorecardService';
import { VersionStore } from '../store/VersionStore';
import { CheckInService } from '../words/CheckInService';
import { CommentService } from '../words/CommentService';

/** So many actions, findings and parts are talked through at most. */
const MOST = 200;

type Reviewed = Pick<
  Review,
  'scope' | 'tree' | 'periodType' | 'period' | 'asOf' | 'compare'
>;

/** Whose words they are is shown, not what the reader may do with them. */
const READER = { by: undefined, mayWrite: () => false };

/** What there is to talk through in a review, as its caller may see it. */
export class ReviewContents {
  constructor(
    private readonly options: {
      scorecards: Pick<ScorecardService, 'scorecard'>;
      scoreContributions: Pick<ScoreContributionService, 'contribution'>;
      quality: Pick<QualityService, 'report'>;
      actions: Pick<ActionService, 'list'>;
      checkIns: Pick<CheckInService, 'list'>;
      comments: Pick<CommentService, 'list'>;
      versions: Pick<VersionStore, 'numbersAt'>;
    },
  ) {}

  /**
   * As of the day of the review: values, scores, targets and definitions are those of then;
   * actions, and what is wrong with data and definitions, those of now.
   *
   * @throws `NotFoundError` if the caller may not read the scope or the tree
   */
  async of(context: RequestContext, review: Reviewed): Promise<ReviewContent> {
    const { scorecards, quality, actions } = this.options;
    const { checkIns, comments } = this.options;
    const { scope, tree, period, asOf, compare } = review;
    const scorecard = await scorecards.scorecard(context, scope, tree, {
      asOf,
      compare,
    });
    const said = { scope, from: period, to: asOf, limit: MOST };
    return {
      scorecard,
      contribution: await this.whatChanged(context, review),
      data: await quality.report(context, { scope, kind: 'data', limit: MOST }),
      due: await quality.report(context, {
        scope,
        kind: 'review',
        limit: MOST,
      }),
      actions: await actions.list(
        context,
        { scope, tree, below: true, limit: MOST },
        () => false,
      ),
      checkIns: await checkIns.list(context, said, READER),
      comments: await comments.list(context, said, READER),
      definitions: await this.definitions(context, tree, scorecard.asOf),
    };
  }

  /** Why the score changed: of the first node from the root down of which several did. */
  private async whatChanged(
    context: RequestContext,
    { scope, tree, periodType, period, compare }: Reviewed,
  ): Promise<Contribution> {
    const nodes = TreeIndex.of(context.definitions.tree(tree).spec.root);
    let node = context.definitions.tree(tree).spec.root;
    for (;;) {
      const contribution = await this.options.scoreContributions.contribution(
        context,
        {
          scope,
          tree,
          node: node.id,
          periodType,
          from: compare,
          to: period,
          limit: MOST,
        },
      );
      const [only, ...others] = contribution.parts.filter(({ share }) => share);
      const below = only?.ref ? nodes.node(only.ref) : undefined;
      if (others.length || !below || isLeaf(below)) {
        return contribution;
      }
      // Of one that explains all of it nothing is explained by it
      node = below;
    }
  }

  /**
   * The versions of the tree and its KPIs that were in force at an instant.
   */
  private async definitions(
    { definitions }: RequestContext,
    tree: string,
    at: string,
  ): Promise<ReviewedDefinition[]> {
    const { kpis } = TreeIndex.of(definitions.tree(tree).spec.root);
    return (await this.options.versions.numbersAt(at)).filter(
      ({ kind, name }) => (kind === 'Kpi' ? kpis.has(name) : name === tree),
    );
  }
}
