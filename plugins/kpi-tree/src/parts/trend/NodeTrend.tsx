import {
  isKpiNode,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { TrendLabel } from './TrendLabel';

/**
 * Whether a node improves, where that is known. What is not measured now has no
 * trend now, whatever its history says.
 */
export const NodeTrend = ({ node }: { node: ScorecardNode }) =>
  node.trend === 'unknown' ||
  node.status === 'stale' ||
  (isKpiNode(node) && node.value === null) ? null : (
    <TrendLabel trend={node.trend} />
  );
