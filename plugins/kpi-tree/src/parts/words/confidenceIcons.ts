import type {
  Confidence,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** The icon of how sure somebody is. */
export const confidenceIcons: Record<Confidence, Status> = {
  'on-track': 'on-target',
  'at-risk': 'at-risk',
  'off-track': 'off-target',
};
