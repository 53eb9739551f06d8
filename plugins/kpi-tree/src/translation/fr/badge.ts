import type { Translation } from '../translations';

export const badgeTexts: Translation['badge'] = {
  open: 'Badge',
  title: 'Badge pour un README',
  what: 'Indique l’état de {{entity}} à chaque lecture du README.',
  about: 'À propos de',
  wholeTree: 'Tout l’arbre',
  label: 'Texte à gauche',
  labelHint: 'Son propre titre si vide',
  preview: 'Aperçu',
  loading: 'Chargement du badge',
  loadError: 'Impossible de charger le badge',
  markdown: 'Markdown à copier',
  reach:
    'Il s’affiche là où le lecteur est connecté au portail. Un administrateur peut montrer les badges à tous : kpiTree.badges.public.',
};
