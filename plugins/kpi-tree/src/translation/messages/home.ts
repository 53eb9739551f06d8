/** What the screens of this area say, in English. */
export const homeMessages = {
  ownedLoading: 'Loading your KPIs',
  ownedError: 'Your KPIs could not be loaded',
  ownedNone: 'No KPI is yours or your groups’ yet',
  ownedNoneHint:
    'Somebody owns a KPI by spec.owner of its definition, or of one service by the annotation kpi-tree.io/owner.<kpi>.',
  ownedCounts: 'How they stand',
  ownedWorst: 'Those that need you most',
  ownedAll_one: 'Show your KPI',
  ownedAll_other: 'Show all {{count, number}} of your KPIs',
  streamLoading: 'Loading the value stream',
  streamError: 'The value stream could not be loaded',
  streamNoTree: 'There is no KPI tree to show',
  streamUnknown:
    'There is no {{what}} {{name}} here. These are there: {{names}}.',
  streamWhatTree: 'tree',
  streamWhatNode: 'node',
  streamWorst: 'Its KPIs that need attention most',
  streamOpen: 'Show the KPI tree',
} as const;
