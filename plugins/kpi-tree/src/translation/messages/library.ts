/** What the screens of this area say, in English. */
export const libraryMessages = {
  title: 'Library',
} as const;
