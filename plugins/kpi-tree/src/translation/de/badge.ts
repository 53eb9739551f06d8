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
    'Sichtbar nur für Lesende, die am Portal angemeldet sind. Ein Admin kann Badges öffentlich machen: kpiTree.badges.public.',
};
