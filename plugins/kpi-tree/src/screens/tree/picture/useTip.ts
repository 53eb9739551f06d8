import { useCallback, useEffect, useRef, useState } from 'react';

/** Long enough for those who only pass, and for the picture to come to rest. */
const DELAY = 350;

/** Which node shows more of itself. */
export function useTip() {
  const [tip, setTip] = useState<{ id: string; anchor: Element }>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const later = useCallback((action: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(action, DELAY);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    tip,
    /** Soon. */
    show: useCallback(
      (id: string, anchor: Element) => later(() => setTip({ id, anchor })),
      [later],
    ),
    /** Soon, so that the pointer can get there. */
    leave: useCallback(() => later(() => setTip(undefined)), [later]),
    stay: useCallback(() => clearTimeout(timer.current), []),
    /** At once. */
    hide: useCallback(() => {
      clearTimeout(timer.current);
      setTip(undefined);
    }, []),
  };
}
