import type { Translation } from '../translations';

export const columnTexts: Translation['column'] = {
  title: 'KPI',
  loading: '読み込み中',
  none: 'KPIツリーなし',
  failed: '読み込み失敗',
};
