import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { memo } from 'react';
import { kpiTreeTranslationRef } from '../../../texts';
import type { TreeRow } from '../../../parts/nodes/treeRows';
import { countBelow } from './foldedNodes';
import type { TreeLayout } from './layoutTree';
import type { NodeCard } from './nodeCard';
import type { NodeWeight } from './nodeWeights';
import { PictureNode } from './PictureNode';
import { usePictureStyles } from './pictureStyles';
import { TreeEdges } from './TreeEdges';

type PictureTreeProps = {
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

/** The tree as it is drawn: a card for each node, and the lines between them. */
export const PictureTree = memo((props: PictureTreeProps) => {
  const { rows, layout, cards, weights, found, foundId } = props;
  const classes = usePictureStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { width, height } = layout;
  return (
    <>
      <svg
        className={classes.edges}
        width={width}
        height={height}
        aria-hidden
        focusable="false"
      >
        <TreeEdges layout={layout} weights={weights} />
      </svg>
      <div
        role="tree"
        aria-label={props.label}
        className={classes.tree}
        style={{ width, height }}
      >
        {rows.map(row => {
          const { id } = row.node;
          const card = cards.get(id)!;
          const hidden = row.expanded === false ? countBelow(row.node) : 0;
          return (
            <PictureNode
              key={id}
              card={card}
              box={layout.boxes.get(id)!}
              classes={classes}
              level={row.level}
              position={row.position}
              siblings={row.siblings}
              expanded={row.expanded}
              hidden={hidden}
              label={
                hidden
                  ? `${card.label}, ${t('picture.folded', { count: hidden })}`
                  : card.label
              }
              active={id === props.activeId}
              selected={id === props.selectedId}
              found={foundMark(id, found, foundId)}
            />
          );
        })}
      </div>
    </>
  );
});

function foundMark(id: string, found: ReadonlySet<string>, foundId?: string) {
  if (id === foundId) {
    return 'this';
  }
  return found.has(id) ? 'one' : undefined;
}
