import type { Translation } from '../translations';

export const badgeTexts: Translation['badge'] = {
  open: 'Badge',
  title: 'Badge pour un README',
  label: 'Texte à gauche',
  labelHint: 'Son propre titre si vide',
  preview: 'Aperçu',
  loading: 'Chargement du badge',
  loadError: 'Impossible de charger le badge',
  markdown: 'Markdown à copier',
  reach:
    'Seuls les lecteurs connectés au portail le voient. Un administrateur peut rendre les badges publics : kpiTree.badges.public.',
};
