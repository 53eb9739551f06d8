import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  title: 'KPI',
  kpi: 'KPI',
  tree: 'KPIツリー',
  fromLibrary: 'ライブラリ',
};
