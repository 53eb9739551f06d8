import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  kpi: 'Kennzahl',
  tree: 'KPI-Baum',
  fromLibrary: 'aus der Bibliothek',
};
