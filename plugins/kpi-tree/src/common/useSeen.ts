import { useRef } from 'react';
import useIntersection from 'react-use/lib/useIntersection';

/** How far below the screen something already counts as seen. */
const ROOT_MARGIN = '200px';

/**
 * Whether an element has come into view, once and for all: what stands further down is
 * not asked for before somebody scrolls there.
 */
export function useSeen<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  const seen = useRef(typeof IntersectionObserver === 'undefined');
  const entry = useIntersection(ref, { rootMargin: ROOT_MARGIN });
  if (entry?.isIntersecting) {
    seen.current = true;
  }
  return { ref, seen: seen.current };
}
