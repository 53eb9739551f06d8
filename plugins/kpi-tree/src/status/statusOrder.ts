import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** All statuses, those that need a person first. */
export const statusOrder: Status[] = [
  'off-target',
  'at-risk',
  'stale',
  'no-data',
  'no-target',
  'on-target',
];
