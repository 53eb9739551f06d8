import { forwardRef, memo } from 'react';
import type { TreeRow } from '../tree/treeRows';
import { countBelow } from './foldedNodes';
import type { TreeLayout } from './layoutTree';
import type { NodeCard } from './nodeCard';
import type { NodeWeight } from './nodeWeights';
import { PictureNode } from './PictureNode';
import { usePictureStyles } from './pictureStyles';

const THINNEST = 1.25;
const WIDEST = 9;

type TreeDrawingProps = {
  label: string;
  /** What is not folded away, from top to bottom. */
  rows: TreeRow[];
  layout: TreeLayout;
  cards: ReadonlyMap<string, NodeCard>;
  weights: ReadonlyMap<string, NodeWeight>;
  /** The node in the tab order. */
  activeId: string;
  selectedId?: string;
  /** What somebody looks for, and the one of it that is shown. */
  found: ReadonlySet<string>;
  foundId?: string;
};

/** The drawing of a tree: a card for each node, and the lines between them. */
export const TreeDrawing = memo(
  forwardRef<SVGSVGElement, TreeDrawingProps>((props, ref) => {
    const { rows, layout, cards, weights, found, foundId } = props;
    const classes = usePictureStyles();
    const { width, height } = layout;
    return (
      <svg
        ref={ref}
        role="tree"
        aria-label={props.label}
        className={classes.drawing}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <g aria-hidden>
          {layout.edges.map(({ id, path }) => {
            const share = weights.get(id)?.share ?? 0;
            return (
              <path
                key={id}
                d={path}
                className={classes.edge}
                strokeWidth={THINNEST + (WIDEST - THINNEST) * share}
                // What weighs nothing hangs by a dotted line
                strokeDasharray={share ? undefined : '2 5'}
              />
            );
          })}
        </g>
        {rows.map(row => {
          const { id } = row.node;
          const box = layout.boxes.get(id)!;
          return (
            <PictureNode
              key={id}
              card={cards.get(id)!}
              x={box.x}
              y={box.y}
              level={row.level}
              position={row.position}
              siblings={row.siblings}
              expanded={row.expanded}
              below={row.expanded === false ? countBelow(row.node) : 0}
              active={id === props.activeId}
              selected={id === props.selectedId}
              found={foundMark(id, found, foundId)}
            />
          );
        })}
      </svg>
    );
  }),
);

function foundMark(id: string, found: ReadonlySet<string>, foundId?: string) {
  if (id === foundId) {
    return 'this' as const;
  }
  return found.has(id) ? ('one' as const) : undefined;
}
