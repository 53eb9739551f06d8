/** What the screens of this area say, in English. */
export const homeMessages = {
  ownedLoading: 'Loading your KPIs',
  ownedError: 'Your KPIs could not be loaded',
  ownedNone: 'You and your groups do not own a KPI yet',
  ownedNoneHint:
    'The owner of a KPI is set by spec.owner in its definition, or for one service by the annotation kpi-tree.io/owner.<kpi>.',
  ownedCounts: 'By status',
  ownedWorst: 'Those that need attention most',
  ownedAll_one: 'Show your KPI',
  ownedAll_other: 'Show all {{count, number}} of your KPIs',
  streamLoading: 'Loading the value stream',
  streamError: 'The value stream could not be loaded',
  streamNoTree: 'There is no KPI tree to show',
  streamUnknown: 'There is no {{what}} {{name}} here. Available: {{names}}.',
  streamWhatTree: 'tree',
  streamWhatNode: 'node',
  streamWorst: 'Its KPIs that need attention most',
  streamOpen: 'Show the KPI tree',
} as const;
