/** What the screens of this area say, in English. */
export const insightsMessages = {
  list: 'What moved',
  loading: 'Loading what moved',
  loadError: 'What moved could not be loaded',
  empty:
    'Nothing has moved since {{date}}: no status changed, no signal appeared, no target became at risk, and no data went stale.',
  more: 'Show more',
  improving: 'Better',
  worsening: 'Worse',
  change: 'Changed',
  forecast: 'Forecast',
  stale: 'Stale',
  target: 'Target changed',
  since: 'Since',
  week: '1 week',
  month: '1 month',
  months: '3 months',
  date: 'Date',
} as const;
