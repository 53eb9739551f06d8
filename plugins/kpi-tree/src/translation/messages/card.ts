/** What the screens of this area say, in English. */
export const cardMessages = {
  title: 'KPIs',
  showTree: 'Show the KPI tree',
  loading: 'Loading the KPIs',
  loadError: 'The KPIs could not be loaded',
  measured: '{{share}} measured',
  needsAttention: 'Needs attention',
  attentionList: 'KPIs that need attention',
  calm: 'Nothing needs attention',
  nothingMeasured: 'Nothing is measured here yet',
  inPeriod: 'in {{period}}',
  valueStreams: 'Value streams',
} as const;
