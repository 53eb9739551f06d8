import { AuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { formatScore, formatValue } from '@internal/kpi-tree';
import {
  isKpiNode,
  Scorecard,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext, RequestContexts } from '../access/RequestContexts';
import { ScorecardService } from '../scorecard/ScorecardService';
import { Badge } from './badgeSvg';

/** What is requested of a badge. */
export type BadgeRequest = {
  /** An entity reference. */
  scope: string;
  /** The KPI that it is about; the whole tree if none is named. */
  kpi?: string;
  /** The tree, if the scope has several. */
  tree?: string;
  /** The text on its left instead of its own title. */
  label?: string;
};

const statusTexts: Record<Status, string> = {
  'on-target': 'on target',
  'at-risk': 'at risk',
  'off-target': 'off target',
  'no-target': 'no target',
  incomplete: 'incomplete',
  'no-data': 'no data',
  stale: 'stale',
};

/** States in one line the status of an entity or of one of its KPIs. */
export class BadgeService {
  constructor(
    private readonly options: {
      auth: AuthService;
      contexts: RequestContexts;
      scorecards: ScorecardService;
      /** Whether anyone may ask: `kpiTree.badges.public`. */
      isPublic: boolean;
    },
  ) {}

  get isPublic(): boolean {
    return this.options.isPublic;
  }

  /**
   * The badge for someone who is known.
   *
   * @throws `NotFoundError` if the caller may not read the entity, or if it has no
   * such tree or KPI
   */
  async badge(context: RequestContext, request: BadgeRequest): Promise<Badge> {
    const { scope, kpi, tree, label } = request;
    const scorecard = await this.options.scorecards.scorecard(
      context,
      scope,
      tree,
    );
    const node = findNode(scorecard, kpi);
    if (!node) {
      throw new NotFoundError(
        kpi
          ? `${scope} has no KPI ${kpi}${
              tree ? ` in tree ${tree}` : ''
            }: use the name of one in one of its trees`
          : `${scope} has no KPI tree${
              tree ? ` ${tree}` : ''
            }: attach one with the annotation kpi-tree.io/tree`,
      );
    }
    return {
      label: label ?? (kpi ? node.title : 'KPIs'),
      message: messageOf(node),
      status: node.status,
    };
  }

  /**
   * The badge for anyone: status and value only. What does not exist, has no tree or
   * is not a name at all answers alike, so that nobody learns what there is.
   */
  async publicBadge(request: BadgeRequest): Promise<Badge> {
    const { auth, contexts } = this.options;
    const label = request.label ?? request.kpi ?? 'KPIs';
    try {
      const context = await contexts.of(await auth.getOwnServiceCredentials());
      return await this.badge(context, { ...request, label });
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundError') {
        return { label, message: 'unknown', status: 'unknown' };
      }
      throw error;
    }
  }
}

function findNode(
  scorecard: Scorecard,
  kpi: string | undefined,
): ScorecardNode | undefined {
  const roots = scorecard.trees.map(({ root }) => root);
  return kpi === undefined ? roots[0] : findKpi(roots, kpi);
}

function findKpi(
  nodes: ScorecardNode[],
  kpi: string,
): ScorecardNode | undefined {
  for (const node of nodes) {
    const found = node.kpi === kpi ? node : findKpi(node.children, kpi);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function messageOf(node: ScorecardNode): string {
  const status = statusTexts[node.status];
  if (isKpiNode(node)) {
    return node.value === null
      ? status
      : `${formatValue(node.value, node.unit)} · ${status}`;
  }
  return node.score === null
    ? status
    : `${formatScore(node.score)} of 100 · ${status}`;
}
