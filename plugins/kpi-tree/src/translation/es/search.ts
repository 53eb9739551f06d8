import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  title: 'Indicadores',
  kpi: 'Indicador',
  tree: 'Árbol de indicadores',
  fromLibrary: 'de la biblioteca',
};
