import {
  isKpiNode,
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Subject } from './findSubject';
import { kpisOf } from './judge';

/** What a check found, as JSON: scores are not rounded, and `null` where unknown. */
export function factsOf({ scope, asOf }: Scorecard, { tree, node }: Subject) {
  const { score, status, trend, coverage, owner } = node;
  return {
    entityRef: scope,
    asOf,
    tree: tree.name,
    ...(node.kind === 'kpi' ? {} : { node: node.id }),
    title: node.title,
    owner,
    score,
    status,
    trend,
    coverage,
    kpis: kpisOf(node).map(kpiFacts),
  };
}

function kpiFacts(node: ScorecardNode) {
  const { title, owner, score, status, trend, problem, rejectedRows } = node;
  const { kpi = title } = node;
  const value = isKpiNode(node)
    ? {
        period: node.period,
        value: node.value,
        unit: node.unit,
        target: node.target,
        threshold: node.threshold,
      }
    : {};
  return {
    kpi,
    title,
    owner,
    score,
    status,
    trend,
    ...value,
    rejectedRows,
    problem,
  };
}
