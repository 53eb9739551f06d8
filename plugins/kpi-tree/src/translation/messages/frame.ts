/** What the screens of this area say, in English. */
export const frameMessages = {
  title: 'KPI tree',
} as const;
