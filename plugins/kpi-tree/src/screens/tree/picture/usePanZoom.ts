import { select } from 'd3-selection';
import {
  zoom,
  zoomIdentity,
  type D3ZoomEvent,
  type ZoomTransform,
} from 'd3-zoom';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Box } from './layoutTree';

type Size = { width: number; height: number };

type PanZoomOptions = Size & {
  /** Somebody moves or zooms it with mouse or fingers. */
  onGesture: () => void;
};

const CLOSEST = 2;
const FARTHEST = 0.1;
/** Text can be read from here on, and without effort from there on. */
const READABLE = 0.7;
const COMFORTABLE = 0.85;
/** No text can be read below this. */
const FAR = 0.3;
const MARGIN = 16;
const STEP = 1.3;
/** The picture keeps its sharpness for later while it moves so long. */
const SETTLED_AFTER = 250;

/** What of a picture is on the screen, and how to change that. */
export type PanZoom = ReturnType<typeof usePanZoom>;

/**
 * Pans and zooms something within a frame: by dragging, by wheel with Ctrl, by two
 * fingers, and by what it returns. All of it is one transform of one element: nothing
 * is rendered again, so that it is smooth however much there is to see.
 *
 * Width and height are those of the whole, unzoomed.
 */
export function usePanZoom({ width, height, onGesture }: PanZoomOptions) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const at = useRef<ZoomTransform>(zoomIdentity);

  const behaviour = useMemo(
    () =>
      zoom<HTMLDivElement, unknown>()
        // A wheel alone scrolls the page, as everywhere
        .filter((event: MouseEvent) =>
          event.type === 'wheel'
            ? event.ctrlKey || event.metaKey
            : // What no person did has no window, in which dragging could go on
              !event.ctrlKey && !event.button && event.view !== null,
        )
        .wheelDelta(wheelDelta)
        .clickDistance(4),
    [],
  );

  useLayoutEffect(() => {
    const element = frame.current!;
    const inner = content.current!;
    let timer: ReturnType<typeof setTimeout>;
    behaviour.on('zoom', (event: D3ZoomEvent<HTMLDivElement, unknown>) => {
      const { x, y, k } = event.transform;
      at.current = event.transform;
      inner.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
      if (event.sourceEvent) {
        delete inner.dataset.gliding;
        onGesture();
      }
      inner.toggleAttribute('data-far', k < FAR);
      // On a layer of its own it is not repainted until it comes to rest. Such a
      // layer is kept at full scale: from afar it would be all of it.
      inner.toggleAttribute(
        'data-moving',
        k >= FAR && (Boolean(event.sourceEvent) || 'gliding' in inner.dataset),
      );
      clearTimeout(timer);
      timer = setTimeout(() => {
        delete inner.dataset.moving;
        delete inner.dataset.gliding;
      }, SETTLED_AFTER);
    });
    const selection = select(element)
      .call(behaviour)
      // Two clicks open or fold something twice
      .on('dblclick.zoom', null);
    return () => {
      clearTimeout(timer);
      selection.on('.zoom', null);
    };
  }, [behaviour, onGesture]);

  return useMemo(() => {
    const frameSize = (): Size => ({
      width: frame.current?.clientWidth || 1,
      height: frame.current?.clientHeight || 1,
    });
    /** How large it may be so that its width, or all of it, is to be seen. */
    const fittingWidth = () =>
      Math.min(1, (frameSize().width - 2 * MARGIN) / width);
    const fitting = () =>
      Math.min(fittingWidth(), (frameSize().height - 2 * MARGIN) / height);
    // What the gestures that follow may do as well
    const setLimits = () => {
      const room = frameSize();
      behaviour
        .scaleExtent([Math.min(FARTHEST, fitting()), CLOSEST])
        .translateExtent([
          [-room.width / 2, -room.height / 2],
          [width + room.width / 2, height + room.height / 2],
        ]);
    };
    const moveTo = (transform: ZoomTransform, gliding = true) => {
      setLimits();
      if (frame.current && content.current) {
        const isNear = Math.min(transform.k, at.current.k) >= FAR;
        if (gliding && isNear) {
          // It sets off from where it is now
          content.current.getBoundingClientRect();
          content.current.dataset.gliding = 'true';
        }
        select(frame.current).call(behaviour.transform, transform);
      }
    };
    const zoomTo = (k: number) => {
      const room = frameSize();
      const [x, y] = at.current.invert([room.width / 2, room.height / 2]);
      moveTo(
        zoomIdentity
          .translate(room.width / 2, room.height / 2)
          .scale(k)
          .translate(-x, -y),
      );
    };
    const centreAt = (box: Box, k: number, gliding = true) => {
      const room = frameSize();
      moveTo(
        zoomIdentity
          .translate(room.width / 2, room.height / 2)
          .scale(k)
          .translate(-(box.x + box.width / 2), -(box.y + box.height / 2)),
        gliding,
      );
    };
    return {
      frame,
      content,
      zoomIn: () => zoomTo(Math.min(CLOSEST, at.current.k * STEP)),
      zoomOut: () =>
        zoomTo(Math.max(Math.min(FARTHEST, fitting()), at.current.k / STEP)),
      /** Shows all of it. */
      fit: () => centreAt({ x: 0, y: 0, width, height }, fitting()),
      /** Shows a box in the middle, large enough to read. */
      centre: (box: Box) => centreAt(box, Math.max(at.current.k, READABLE)),
      /** Shows as much of it as can be read, a box at its left. */
      start: (box: Box) => {
        const room = frameSize();
        const wide = fittingWidth();
        const k = Math.max(
          fitting(),
          wide < READABLE ? COMFORTABLE : Math.min(wide, COMFORTABLE),
        );
        const spare = height * k <= room.height;
        moveTo(
          zoomIdentity
            .translate(
              width * k <= room.width
                ? (room.width - width * k) / 2
                : MARGIN - box.x * k,
              room.height / 2 -
                (spare ? height / 2 : box.y + box.height / 2) * k,
            )
            .scale(k),
          false,
        );
      },
      /** Moves no further than is needed to show a box. */
      reveal: (box: Box) => {
        const room = frameSize();
        const { x, y, k } = at.current;
        const right = shift(box.x * k + x, box.width * k, room.width);
        const down = shift(box.y * k + y, box.height * k, room.height);
        if (right || down) {
          moveTo(zoomIdentity.translate(x + right, y + down).scale(k));
        }
      },
      panBy: (right: number, down: number) => {
        const { x, y, k } = at.current;
        moveTo(zoomIdentity.translate(x + right, y + down).scale(k), false);
      },
      /** Keeps a box where it is on the screen, now that it stands elsewhere. */
      keep: (before: Box, now: Box) => {
        const { x, y, k } = at.current;
        moveTo(
          zoomIdentity
            .translate(
              x + (before.x - now.x) * k,
              y + (before.y + before.height / 2 - now.y - now.height / 2) * k,
            )
            .scale(k),
          false,
        );
      },
    };
  }, [behaviour, width, height]);
}

/** How far something has to move to be within a room. */
function shift(start: number, length: number, room: number): number {
  if (start < MARGIN || length > room - 2 * MARGIN) {
    return MARGIN - start;
  }
  return Math.min(0, room - MARGIN - (start + length));
}

/** The steps of a mouse's wheel are far larger than those of a trackpad. */
function wheelDelta(event: WheelEvent): number {
  const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
  return Math.max(-0.35, Math.min(0.35, -pixels * 0.01));
}
