import { ReactNode, useEffect, useRef, useState } from 'react';

type SeenProps = {
  /** The room that it keeps until then, in pixels. */
  height: number;
  children: ReactNode;
};

/**
 * Something that is made once it is about to be seen, and stays then. Where the browser
 * cannot tell it is made at once.
 */
export const Seen = ({ height, children }: SeenProps) => {
  const element = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(
    typeof IntersectionObserver !== 'function',
  );
  useEffect(() => {
    if (isSeen || !element.current) {
      return undefined;
    }
    const observer = new IntersectionObserver(
      entries => setSeen(entries.some(entry => entry.isIntersecting)),
      { rootMargin: '200px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return isSeen ? (
    <>{children}</>
  ) : (
    <span ref={element} style={{ display: 'block', height }} aria-hidden />
  );
};
