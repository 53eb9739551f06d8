import { KeyboardEvent, MouseEvent, PointerEvent, useState } from 'react';

type ExplorerOptions = {
  /** How many periods there are. */
  count: number;
  /** The period that is read out while none is picked. */
  usual: number;
  /** The period at a distance from the left side. */
  indexAt: (position: number) => number;
  /** A period was pressed. */
  onPress?: (index: number) => void;
};

/**
 * Reads a chart period by period: under the pointer, where a finger touched it last, and
 * with the keys of a slider.
 */
export function useExplorer({
  count,
  usual,
  indexAt,
  onPress,
}: ExplorerOptions) {
  const [picked, setPicked] = useState<number>();
  const index = Math.min(picked ?? usual, count - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      PageDown: index - 12,
      PageUp: index + 12,
      Home: 0,
      End: count - 1,
    };
    const to = targets[event.key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (to !== undefined && !modified) {
      event.preventDefault();
      setPicked(Math.max(0, Math.min(count - 1, to)));
    }
    if (onPress && !modified && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onPress(index);
    }
  };
  const indexUnder = (event: MouseEvent<HTMLElement>) =>
    indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
  const onPointer = (event: PointerEvent<HTMLElement>) =>
    setPicked(indexUnder(event));

  return {
    index,
    /** Whether somebody looks at one period. */
    isPicked: picked !== undefined,
    /** For the element that is as wide as the chart. */
    props: {
      role: 'slider',
      tabIndex: 0,
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, count - 1),
      'aria-valuenow': index,
      onKeyDown,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onClick: (event: MouseEvent<HTMLElement>) => onPress?.(indexUnder(event)),
      // A finger that is lifted leaves too: what it touched stays
      onPointerLeave: (event: PointerEvent) =>
        event.pointerType === 'touch' ? undefined : setPicked(undefined),
      onBlur: () => setPicked(undefined),
    },
  };
}
