import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  title: 'Indicateurs',
  kpi: 'Indicateur',
  tree: 'Arbre d’indicateurs',
  fromLibrary: 'de la bibliothèque',
};
