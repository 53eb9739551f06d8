import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What a status is called. */
export const statusLabels: Record<Status, string> = {
  'on-target': 'On target',
  'at-risk': 'At risk',
  'off-target': 'Off target',
  'no-target': 'No target',
  'no-data': 'No data',
  stale: 'Stale',
};

/** All statuses, those that need a person first. */
export const statusOrder: Status[] = [
  'off-target',
  'at-risk',
  'stale',
  'no-data',
  'no-target',
  'on-target',
];
