/** What the screens of this area say, in English. */
export const homeMessages = {
  ownedTitle: 'My KPIs',
} as const;
