/** What the screens of this area say, in English. */
export const commonMessages = {
  retry: 'Try again',
  noTree: 'No KPI tree is attached yet',
  addToMember:
    'Add these lines to the YAML file of a member of this {{kind}}, or of the {{kind}} itself.',
  addToEntity: 'Add these lines to the YAML file of this entity.',
  appears: 'The KPIs appear here as soon as the catalog has read it.',
  treeNames: 'Available trees: {{names}}.',
  problems: 'Problems',
  toMend_one: '1 definition to fix',
  toMend_other: '{{count, number}} definitions to fix',
  showFewer: 'Show fewer',
  showAll: 'Show all {{number}}',
  close: 'Close',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  goal: 'Goal',
  csf: 'Critical success factor',
  'value-stream': 'Value stream',
  process: 'Process',
  'within-day': 'day',
  'within-week': 'week',
  'within-month': 'month',
  'within-quarter': 'quarter',
  chart: 'Chart',
  table: 'Table',
  partial:
    'Excludes members that you are not allowed to see and, for past dates, those no longer in the catalog.',
  notAllowed: 'You are not allowed to see this',
  notAllowedText:
    'The permissions of this portal hide it from you. If you need it, ask an administrator for read access.',
  soonTitle: 'The numbers will be here in a moment',
  soonText:
    'The portal is recomputing its numbers after an upgrade, which takes from a few seconds to a few minutes. This page refreshes automatically.',
  misconfiguredTitle:
    'There are no numbers until the configuration is corrected',
  misconfiguredText:
    'An administrator of the portal has to correct app-config.yaml: {{reason}}',
  missingTitle: 'The KPI tree backend does not respond',
  missingText:
    'Install @kpi-tree/backstage-plugin-kpi-tree-backend in packages/backend and add it to src/index.ts. If it runs in another backend, check the discovery configuration. ({{reason}})',
} as const;
