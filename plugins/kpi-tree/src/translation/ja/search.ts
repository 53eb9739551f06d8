import type { Translation } from '../translations';

export const searchTexts: Translation['search'] = {
  kpi: 'KPI',
  tree: 'KPIツリー',
  fromLibrary: 'ライブラリ',
};
