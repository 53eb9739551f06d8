import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type {
  ComponentProps,
  KeyboardEvent,
  MouseEvent,
  SyntheticEvent,
} from 'react';
import { focusNode } from './focusNode';
import { usePictureStyles } from './pictureStyles';
import { PictureTree } from './PictureTree';
import type { PanZoom } from './usePanZoom';
import type { useTip } from './useTip';
import { useTreeKeys } from './useTreeKeys';

type PictureFrameProps = Omit<
  ComponentProps<typeof PictureTree>,
  'activeId'
> & {
  /** The node that somebody was at last; it may be folded away by now. */
  wantedId?: string;
  panZoom: PanZoom;
  tips: Omit<ReturnType<typeof useTip>, 'tip'>;
  onWant: (id: string) => void;
  onToggle: (id: string) => void;
  /** Opens a KPI, or folds or unfolds what is above KPIs. */
  onActivate: (node: ScorecardNode) => void;
};

/** The frame through which one sees the tree; mouse and keys within it. */
export const PictureFrame = (props: PictureFrameProps) => {
  const { wantedId, panZoom, tips, onWant, onToggle, onActivate, ...tree } =
    props;
  const { rows, layout } = tree;
  const classes = usePictureStyles();
  const activeId =
    wantedId !== undefined && layout.boxes.has(wantedId)
      ? wantedId
      : rows[0].node.id;

  const moveTo = (id: string) => {
    onWant(id);
    // The picture pans instead
    focusNode(panZoom.content.current, id);
    panZoom.reveal(layout.boxes.get(id)!);
  };
  const onTreeKey = useTreeKeys({
    rows,
    onMove: moveTo,
    onToggle,
    onActivate: row => onActivate(row.node),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const node = nodeOf(event);
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    if (!node || onTreeKey(event, node.id) || isModified) {
      return;
    }
    const actions: Record<string, () => void> = {
      '+': panZoom.zoomIn,
      '=': panZoom.zoomIn,
      '-': panZoom.zoomOut,
      '0': panZoom.fit,
      Escape: tips.hide,
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  };
  const onClick = (event: MouseEvent) => {
    const node = nodeOf(event);
    const row = node && rows.find(each => each.node.id === node.id);
    if (row) {
      onActivate(row.node);
    }
  };
  const onNode = (event: SyntheticEvent) => {
    const node = nodeOf(event);
    if (node) {
      tips.show(node.id, node.element);
    } else {
      tips.leave();
    }
  };
  // The browser scrolls to what has the focus, or is read out: the picture pans
  const onScroll = (event: SyntheticEvent<HTMLElement>) => {
    const { scrollLeft, scrollTop } = event.currentTarget;
    if (scrollLeft || scrollTop) {
      event.currentTarget.scrollTo(0, 0);
      panZoom.panBy(-scrollLeft, -scrollTop);
    }
  };

  return (
    <div ref={panZoom.frame} className={classes.frame} onScroll={onScroll}>
      {/* The nodes within are in the tab order, and have the same by keys */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div
        ref={panZoom.content}
        className={classes.content}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onMouseOver={onNode}
        onFocus={onNode}
        onMouseLeave={tips.leave}
        onBlur={tips.leave}
      >
        <PictureTree activeId={activeId} {...tree} />
      </div>
    </div>
  );
};

/** The node in which something happened. */
function nodeOf(event: SyntheticEvent) {
  const element = (event.target as Element).closest('[data-node]');
  const id = element?.getAttribute('data-node');
  return element && id ? { element, id } : undefined;
}
