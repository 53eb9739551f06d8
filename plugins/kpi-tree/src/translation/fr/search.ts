import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  kpi: 'Indicateur',
  tree: 'Arbre d’indicateurs',
  fromLibrary: 'de la bibliothèque',
};
