import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useMemo, useState } from 'react';
import { foldedAtFirst, withoutHiding } from './foldedNodes';

type FoldingOptions = {
  root: ScorecardNode;
  /** What the address says is folded. */
  folded: ReadonlySet<string>;
  onFold: (folded: ReadonlySet<string>) => void;
  selectedId?: string;
};

/**
 * What of a tree is folded: what the address says, and as long as it says nothing and
 * nobody has folded anything, what is too much at first sight.
 */
export function useFolding(options: FoldingOptions) {
  const { root, folded: asked, onFold } = options;
  const [isTouched, setTouched] = useState(false);
  const [startId] = useState(options.selectedId);
  const atFirst = useMemo(() => {
    const folded = foldedAtFirst(root);
    return startId ? withoutHiding(folded, root, startId) : folded;
  }, [root, startId]);
  const folded = isTouched || asked.size ? asked : atFirst;

  const fold = useCallback(
    (next: ReadonlySet<string>) => {
      setTouched(true);
      onFold(next);
    },
    [onFold],
  );
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) {
      next.add(id);
    }
    fold(next);
  };
  return { folded, fold, toggle };
}
