import { stringifyEntityRef } from '@backstage/catalog-model';
import { formatValue } from '@internal/kpi-tree';
import {
  QualityFinding,
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ownerInCatalog } from './owners';

/** KPIs that a message names; the others are counted. */
const KPIS_NAMED = 3;

/**
 * The nodes of an evaluated tree of which too little is measured to give a score.
 *
 * @param floor - 0..1, the coverage that it takes
 */
export function nodeFindings(
  definitions: Definitions,
  tree: ScorecardTree,
  floor: number,
): QualityFinding[] {
  const entityRef = stringifyEntityRef(definitions.tree(tree.name));
  const found: QualityFinding[] = [];
  const visit = (node: ScorecardNode, ownerAbove: string) => {
    if (node.kind === 'kpi') {
      return;
    }
    const owner = node.owner ?? ownerAbove;
    if (node.score === null) {
      found.push({
        kind: 'coverage',
        owner: ownerInCatalog(definitions, owner),
        entityRef,
        title: node.title,
        messages: [coverageMessage(node, floor)],
        tree: tree.name,
        node: node.id,
      });
    }
    node.children.forEach(child => visit(child, owner));
  };
  visit(tree.root, tree.owner);
  return found;
}

function coverageMessage(node: ScorecardNode, floor: number): string {
  const leaves = leavesOf(node);
  const unmeasured = leaves.filter(
    leaf => leaf.score === null && leaf.status !== 'no-target',
  );
  const untargeted = leaves.filter(leaf => leaf.status === 'no-target');
  const reasons = [
    ...(unmeasured.length ? [`${named(unmeasured)} without a value`] : []),
    ...(untargeted.length ? [`${named(untargeted)} without a target`] : []),
  ];
  const share =
    node.coverage > 0
      ? `Only ${formatValue(
          100 * node.coverage,
          '%',
        )} of its weight has a score; it takes ${formatValue(100 * floor, '%')}`
      : 'No part of it has a score';
  return reasons.length
    ? `${share}: ${reasons.join('; ')}.`
    : `${share}: there is no KPI below it.`;
}

function named(leaves: ScorecardNode[]): string {
  const titles = [...new Set(leaves.map(({ title }) => title))];
  const others = titles.length - KPIS_NAMED;
  return others > 0
    ? `${titles.slice(0, KPIS_NAMED).join(', ')} and ${others} more`
    : titles.join(', ');
}

function leavesOf(node: ScorecardNode): ScorecardNode[] {
  return node.kind === 'kpi' ? [node] : node.children.flatMap(leavesOf);
}
