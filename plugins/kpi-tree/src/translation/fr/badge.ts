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
    'Il s’affiche là où le lecteur est connecté au portail. Un administrateur peut montrer les badges à tous : kpiTree.badges.public.',
};
