import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type {
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo } from 'react';
import { useFormat } from '../../../parts/format';
import { kpiTreeTranslationRef } from '../../../texts';
import { treeRows } from '../../../parts/nodes/treeRows';
import { layoutTree } from './layoutTree';
import { textMeasurer } from './measureText';
import { NodeCard, nodeCard } from './nodeCard';
import type { Words } from './nodeTexts';
import { nodeWeights } from './nodeWeights';

/** What is drawn of a tree, and where. */
export function usePictureLayout(
  tree: ScorecardTree,
  root: ScorecardNode,
  folded: ReadonlySet<string>,
) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const format = useFormat();
  const { fontFamily } = useTheme().typography;
  const words: Words = useMemo(() => ({ t, format }), [t, format]);
  const weights = useMemo(() => nodeWeights(tree.root), [tree.root]);
  const cards = useMemo(() => {
    const measure = textMeasurer(fontFamily ?? 'sans-serif');
    const all = new Map<string, NodeCard>();
    const visit = (node: ScorecardNode) => {
      all.set(node.id, nodeCard(node, weights.get(node.id), words, measure));
      node.children.forEach(visit);
    };
    visit(root);
    return all;
  }, [root, weights, words, fontFamily]);
  const rows = useMemo(() => treeRows(root, folded), [root, folded]);
  const layout = useMemo(
    () => layoutTree(root, folded, node => cards.get(node.id)!.height),
    [root, folded, cards],
  );
  return { words, weights, cards, rows, layout };
}
