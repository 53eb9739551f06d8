/** What the screens of this area say, in English. */
export const valueStreamsMessages = {
  title: 'Value streams',
} as const;
