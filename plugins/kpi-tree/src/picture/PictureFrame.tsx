import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ComponentProps,
  forwardRef,
  KeyboardEvent,
  MouseEvent,
  SyntheticEvent,
} from 'react';
import { usePictureStyles } from './pictureStyles';
import { TreeDrawing } from './TreeDrawing';
import type { PanZoom } from './usePanZoom';
import type { useTip } from './useTip';
import { useTreeKeys } from './useTreeKeys';

type PictureFrameProps = Omit<
  ComponentProps<typeof TreeDrawing>,
  'activeId' | 'ref'
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

/** The frame through which one sees the drawing; mouse and keys within it. */
export const PictureFrame = forwardRef<SVGSVGElement, PictureFrameProps>(
  (props, ref) => {
    const {
      wantedId,
      panZoom,
      tips,
      onWant,
      onToggle,
      onActivate,
      ...drawing
    } = props;
    const { rows, layout } = drawing;
    const classes = usePictureStyles();
    const activeId =
      wantedId !== undefined && layout.boxes.has(wantedId)
        ? wantedId
        : rows[0].node.id;

    const moveTo = (id: string) => {
      onWant(id);
      const element = findElement(panZoom.content.current, id);
      // The frame itself never scrolls
      element?.focus({ preventScroll: true });
      panZoom.reveal(layout.boxes.get(id)!);
      if (element) {
        tips.show(id, element);
      }
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
      if (!row) {
        return;
      }
      onActivate(row.node);
    };
    const onPointer = (event: MouseEvent) => {
      const node = nodeOf(event);
      if (node) {
        tips.show(node.id, node.element);
      } else {
        tips.leave();
      }
    };
    // Someone came by the Tab key to a node that is out of sight
    const onScroll = (event: SyntheticEvent<HTMLElement>) => {
      event.currentTarget.scrollTo(0, 0);
      panZoom.reveal(layout.boxes.get(activeId)!);
    };

    return (
      <div ref={panZoom.frame} className={classes.frame} onScroll={onScroll}>
        {/* The nodes within are in the tab order, and have the same by keys */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events, jsx-a11y/mouse-events-have-key-events */}
        <div
          ref={panZoom.content}
          className={classes.content}
          onClick={onClick}
          onKeyDown={onKeyDown}
          onMouseOver={onPointer}
          onMouseLeave={tips.leave}
          onBlur={tips.leave}
        >
          <TreeDrawing ref={ref} activeId={activeId} {...drawing} />
        </div>
      </div>
    );
  },
);

/** The node in which something happened. */
function nodeOf(event: SyntheticEvent) {
  const element = (event.target as Element).closest('[data-node]');
  const id = element?.getAttribute('data-node');
  return element && id ? { element, id } : undefined;
}

function findElement(within: Element | null, id: string) {
  return within?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`);
}
