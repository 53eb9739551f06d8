import type { Translation } from '../translations';

export const badgeTexts: Translation['badge'] = {
  open: 'Badge',
  title: 'Badge für ein README',
  label: 'Text links',
  labelHint: 'Der eigene Titel, wenn leer',
  preview: 'Vorschau',
  loading: 'Das Badge wird geladen',
  loadError: 'Das Badge konnte nicht geladen werden',
  markdown: 'Markdown zum Kopieren',
  reach:
    'Es erscheint dort, wo Lesende am Portal angemeldet sind. Ein Admin kann Badges allen zeigen: kpiTree.badges.public.',
};
