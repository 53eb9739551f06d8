import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  title: 'Kennzahlen',
  kpi: 'Kennzahl',
  tree: 'KPI-Baum',
  fromLibrary: 'aus der Bibliothek',
};
