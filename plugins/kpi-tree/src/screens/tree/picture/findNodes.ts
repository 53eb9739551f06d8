import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * The ids of the nodes whose title has all words that somebody looks for, from top to
 * bottom, folded ones too. Case and accents do not matter.
 */
export function findNodes(root: ScorecardNode, text: string): string[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (!words.length) {
    return [];
  }
  const visit = (node: ScorecardNode): string[] => {
    const title = plain(`${node.title} ${node.kpi ?? ''}`);
    return [
      ...(words.every(word => title.includes(word)) ? [node.id] : []),
      ...node.children.flatMap(visit),
    ];
  };
  return visit(root);
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
