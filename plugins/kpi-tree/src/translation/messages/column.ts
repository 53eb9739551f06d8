/** What the screens of this area say, in English. */
export const columnMessages = {
  title: 'KPIs',
  loading: 'Loading',
  none: 'No KPI tree',
  failed: 'Not loaded',
} as const;
