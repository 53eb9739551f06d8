/** What the screens of this area say, in English. */
export const searchMessages = {
  title: 'KPIs',
} as const;
