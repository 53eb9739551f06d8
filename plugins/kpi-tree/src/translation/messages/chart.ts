/** What the screens of this area say, in English. */
export const chartMessages = {
  title: 'History of {{kpi}}',
} as const;
