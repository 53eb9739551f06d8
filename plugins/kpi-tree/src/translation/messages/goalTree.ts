/** What the screens of this area say, in English. */
export const goalTreeMessages = {
  title: 'Goal tree',
} as const;
