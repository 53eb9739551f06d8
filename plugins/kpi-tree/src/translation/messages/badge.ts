/** What the screens of this area say, in English. */
export const badgeMessages = {
  open: 'Badge',
  title: 'Badge for a README',
  label: 'Text on the left',
  labelHint: 'If empty, its own title',
  preview: 'Preview',
  loading: 'Loading the badge',
  loadError: 'The badge could not be loaded',
  markdown: 'Markdown to copy',
  reach:
    'Only readers who are signed in to the portal see it. An admin can make badges public: kpiTree.badges.public.',
} as const;
