import type { QualityFindingKind } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What is wrong, in a word or two. */
export const findingLabels: Record<QualityFindingKind, string> = {
  owner: 'No owner',
  definition: 'Mistake',
  source: 'No source',
  data: 'Doubtful data',
  coverage: 'Too little measured',
  target: 'No target',
  review: 'Review overdue',
};
