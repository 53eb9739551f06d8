/** What the screens of this area say, in English. */
export const ownedMessages = {
  title: 'My KPIs',
} as const;
