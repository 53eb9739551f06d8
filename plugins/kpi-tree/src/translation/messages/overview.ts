/** What the screens of this area say, in English. */
export const overviewMessages = {
  title: 'Overview',
} as const;
