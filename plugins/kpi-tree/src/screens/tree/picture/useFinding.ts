import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo, useState } from 'react';
import { findNodes } from './findNodes';

/**
 * Finds nodes by their titles, one after the other.
 *
 * @param onShow - a node is to be seen
 */
export function useFinding(root: ScorecardNode, onShow: (id: string) => void) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(0);
  const ids = useMemo(() => findNodes(root, text), [root, text]);
  const found = useMemo(() => new Set(ids), [ids]);
  const at = Math.min(shown, Math.max(0, ids.length - 1));
  const show = (index: number, among: string[]) => {
    setShown(index);
    if (among.length) {
      onShow(among[index]);
    }
  };
  return {
    text,
    found,
    number: ids.length,
    at,
    /** The node that is shown. */
    id: ids[at] as string | undefined,
    find: (next: string) => {
      setText(next);
      show(0, findNodes(root, next));
    },
    step: (by: 1 | -1) => show((at + by + ids.length) % ids.length, ids),
  };
}
