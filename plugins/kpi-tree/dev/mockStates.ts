import { NotAllowedError } from '@backstage/errors';
import type {
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { KpiTreeApi } from '../src/api';
import {
  actionsScorecard,
  emptyScorecard,
  MockKpiTreeApi,
  portfolioScorecard,
} from '../src/fixtures';

/** The states in which the dev app shows all screens. */
export const mockStates = [
  'fine',
  'loading',
  'empty',
  'error',
  'stale',
  'partial',
  'no permission',
] as const;

export type MockState = (typeof mockStates)[number];

/** The API with the same answer to every question. */
function answering(api: KpiTreeApi, answer: () => Promise<never>): KpiTreeApi {
  return new Proxy(api, { get: () => answer });
}

const nothing = { items: [], totalItems: 0 };

const emptyAnswers: Partial<KpiTreeApi> = {
  getTrees: async () => nothing,
  getKpis: async () => nothing,
  getScorecard: async scope => emptyScorecard(scope),
  getOwned: async () => ({ ...nothing, owners: [], counts: {} }),
  getInsights: async () => ({
    ...nothing,
    since: '2026-04-15',
    partial: false,
  }),
  getSources: async () => nothing,
  getRuns: async () => nothing,
  getProblems: async () => nothing,
  getActions: async () => ({ items: [], total: 0 }),
};

function scorecardOf(scope: string): Scorecard {
  return scope === 'component:default/actions'
    ? actionsScorecard()
    : { ...portfolioScorecard(), scope };
}

type NodeMapping = (node: ScorecardNode) => ScorecardNode;

/** The scorecard with each KPI changed; what is above says that little is measured. */
function mapKpis(scorecard: Scorecard, map: NodeMapping): Scorecard {
  const visit = (node: ScorecardNode): ScorecardNode => {
    if (node.kind === 'kpi') {
      return map(node);
    }
    const children = node.children.map(visit);
    const measured = children.filter(({ score }) => score !== null).length;
    return {
      ...node,
      children,
      coverage: children.length ? measured / children.length : 0,
      ...(measured ? {} : { score: null, status: 'no-data', trend: 'unknown' }),
    };
  };
  return {
    ...scorecard,
    trees: scorecard.trees.map(tree => ({ ...tree, root: visit(tree.root) })),
  };
}

const stale: NodeMapping = node => ({
  ...node,
  status: 'stale',
  score: null,
  trend: 'unknown',
  coverage: 0,
});

function withoutEverySecond(): NodeMapping {
  let count = 0;
  return node =>
    count++ % 2
      ? node
      : {
          ...node,
          status: 'no-data',
          score: null,
          value: null,
          trend: 'unknown',
          coverage: 0,
        };
}

/** A backend that always is in one state. */
export function mockApiIn(state: MockState): KpiTreeApi {
  const fine = new MockKpiTreeApi();
  switch (state) {
    case 'loading':
      return answering(fine, () => new Promise(() => {}));
    case 'error':
      return answering(fine, async () => {
        throw new Error('The sample backend does not answer');
      });
    case 'no permission':
      return answering(fine, async () => {
        throw new NotAllowedError('The sample user may not read this');
      });
    case 'empty':
      return Object.assign(fine, emptyAnswers);
    case 'stale':
      return Object.assign(fine, {
        getScorecard: async (scope: string) =>
          mapKpis(scorecardOf(scope), stale),
      });
    case 'partial':
      return Object.assign(fine, {
        getScorecard: async (scope: string) =>
          mapKpis(scorecardOf(scope), withoutEverySecond()),
        getInsights: async () => ({
          ...(await new MockKpiTreeApi().getInsights()),
          partial: true,
        }),
      });
    default:
      return fine;
  }
}
