import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  kpi: 'Indicador',
  tree: 'Árbol de indicadores',
  fromLibrary: 'de la biblioteca',
};
