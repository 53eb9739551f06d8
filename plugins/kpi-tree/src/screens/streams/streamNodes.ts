import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpisOf, nodesOfKind } from '../../parts/status';

/**
 * The nodes that have a dashboard: the value streams, and in their place the critical
 * success factors that have none. A tree with neither has one for each of its parts.
 */
export function dashboardNodes(root: ScorecardNode): ScorecardNode[] {
  const isStream = ({ kind }: ScorecardNode) => kind === 'value-stream';
  const visit = (node: ScorecardNode): ScorecardNode[] => {
    if (isStream(node)) {
      return [node];
    }
    const below = node.children.flatMap(visit);
    return below.length || node.kind !== 'csf' ? below : [node];
  };
  const found = visit(root);
  if (found.length) {
    return found;
  }
  const parts = root.children.filter(({ kind }) => kind !== 'kpi');
  return parts.length ? parts : [root];
}

/** A part of a dashboard: a process, or the KPIs that stand below none. */
export type StreamPart = {
  /** Not given for the KPIs right below the value stream. */
  process?: ScorecardNode;
  kpis: KpiScorecardNode[];
  /** Those that cannot be evaluated. */
  broken: ScorecardNode[];
};

/** What a value stream consists of, in the order of the tree. */
export function streamParts(stream: ScorecardNode): StreamPart[] {
  const direct = stream.children.filter(({ kind }) => kind === 'kpi');
  const parts = stream.children
    .filter(({ kind }) => kind !== 'kpi')
    .map(process => ({
      process,
      kpis: kpisOf(process),
      broken: nodesOfKind(process, 'kpi').filter(node => !isKpiNode(node)),
    }));
  return direct.length
    ? [
        {
          kpis: direct.filter(isKpiNode),
          broken: direct.filter(node => !isKpiNode(node)),
        },
        ...parts,
      ]
    : parts;
}
