import type { Translation } from '../translations';

export const columnTexts: Translation['column'] = {
  title: 'Indicateurs',
  loading: 'Chargement',
  none: 'Pas d’arbre d’indicateurs',
  failed: 'Non chargé',
};
