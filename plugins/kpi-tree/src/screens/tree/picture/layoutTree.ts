import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { hierarchy, tree, type HierarchyPointNode } from 'd3-hierarchy';
import { CARD_WIDTH } from './nodeCard';

const GAP = 14;
const COUSIN_GAP = 30;
const COLUMN_GAP = 88;
/** Room for the outlines of cards, and for the buttons that fold. */
const MARGIN = 20;

/** Where something stands in the drawing, in its pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** The line to a node from the one above it. */
export type Edge = {
  /** The id of the node that it leads to. */
  id: string;
  parentId: string;
  path: string;
};

/** A tree as it is drawn. */
export type TreeLayout = {
  boxes: ReadonlyMap<string, Box>;
  edges: Edge[];
  width: number;
  height: number;
};

/**
 * Where the nodes of a tree stand, from left to right, those below folded ones left
 * out: as close together as their heights allow, parents amid their children.
 */
export function layoutTree(
  root: ScorecardNode,
  folded: ReadonlySet<string>,
  heightOf: (node: ScorecardNode) => number,
): TreeLayout {
  // The library draws from top to bottom: its x is our y
  const layout = tree<ScorecardNode>()
    .nodeSize([1, CARD_WIDTH + COLUMN_GAP])
    .separation(
      (a, b) =>
        (heightOf(a.data) + heightOf(b.data)) / 2 +
        (a.parent === b.parent ? GAP : COUSIN_GAP),
    );
  const nodes = layout(
    hierarchy(root, node => (folded.has(node.id) ? [] : node.children)),
  ).descendants();
  const top = Math.min(...nodes.map(node => node.x - heightOf(node.data) / 2));
  const toBox = (node: HierarchyPointNode<ScorecardNode>): Box => {
    const height = heightOf(node.data);
    return {
      x: MARGIN + node.y,
      y: MARGIN + node.x - top - height / 2,
      width: CARD_WIDTH,
      height,
    };
  };
  const boxes = new Map(nodes.map(node => [node.data.id, toBox(node)]));
  const all = [...boxes.values()];
  return {
    boxes,
    edges: nodes.flatMap(({ parent, data }) =>
      parent
        ? {
            id: data.id,
            parentId: parent.data.id,
            path: edgePath(boxes.get(parent.data.id)!, boxes.get(data.id)!),
          }
        : [],
    ),
    width: Math.max(...all.map(box => box.x + box.width)) + MARGIN,
    height: Math.max(...all.map(box => box.y + box.height)) + MARGIN,
  };
}

function edgePath(from: Box, to: Box): string {
  const x = from.x + from.width;
  const y = from.y + from.height / 2;
  const endY = to.y + to.height / 2;
  const middle = (x + to.x) / 2;
  return `M${x},${y}C${middle},${y} ${middle},${endY} ${to.x},${endY}`;
}
