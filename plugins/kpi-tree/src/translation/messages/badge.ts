/** What the screens of this area say, in English. */
export const badgeMessages = {
  open: 'Badge',
  title: 'Badge for a README',
  label: 'Text on the left',
  labelHint: 'Its own title if empty',
  preview: 'Preview',
  loading: 'Loading the badge',
  loadError: 'The badge could not be loaded',
  markdown: 'Markdown to copy',
  reach:
    'It shows where the reader is signed in to the portal. An admin can show badges to anyone: kpiTree.badges.public.',
} as const;
