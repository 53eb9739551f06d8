import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useLayoutEffect, useRef } from 'react';
import type { Box, TreeLayout } from './layoutTree';
import type { PanZoom } from './usePanZoom';

type PlaceOptions = {
  root: ScorecardNode;
  layout: TreeLayout;
  panZoom: PanZoom;
  /** The node that is to be seen at first; else the root. */
  startId?: string;
};

/**
 * Keeps the eye on a node while the tree around it changes: whoever folds something
 * finds it under the pointer again, and what was searched for comes to the middle.
 */
export function usePlace({ root, layout, panZoom, startId }: PlaceOptions) {
  const previous = useRef<TreeLayout>();
  const held = useRef<string>();
  const centred = useRef<string>();

  useLayoutEffect(() => {
    const before = previous.current;
    previous.current = layout;
    if (before === layout) {
      return;
    }
    const { boxes } = layout;
    if (!before?.boxes.has(root.id)) {
      panZoom.start(boxes.get(root.id)!);
      const start = startId && boxes.get(startId);
      if (start) {
        panZoom.reveal(start);
      }
      return;
    }
    const id =
      held.current && before.boxes.has(held.current) && boxes.has(held.current)
        ? held.current
        : root.id;
    panZoom.keep(before.boxes.get(id)!, boxes.get(id)!);
    if (held.current === id) {
      panZoom.reveal(withChildren(id, layout));
    }
    held.current = undefined;
    const centre = centred.current && boxes.get(centred.current);
    if (centre) {
      panZoom.centre(centre);
      centred.current = undefined;
    }
  }, [layout, root.id, panZoom, startId]);

  return {
    /** The node that is folded or unfolded next stays where it is. */
    hold: (id: string) => {
      held.current = id;
    },
    /** A node comes to the middle, once it is there. */
    centre: (id: string) => {
      const box = layout.boxes.get(id);
      if (box) {
        panZoom.centre(box);
      } else {
        centred.current = id;
      }
    },
  };
}

/** A node, and as far to the right as its children reach. */
function withChildren(id: string, { boxes, edges }: TreeLayout): Box {
  const box = boxes.get(id)!;
  const child = edges.find(edge => edge.parentId === id);
  const end = child && boxes.get(child.id)!;
  return end ? { ...box, width: end.x + end.width - box.x } : box;
}
