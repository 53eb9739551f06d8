import type { Translation } from '../translations';

export const cardTexts: Translation['card'] = {
  title: 'KPI',
  showTree: 'KPIツリーを表示',
  loading: 'KPIを読み込んでいます',
  loadError: 'KPIを読み込めませんでした',
  measured: '測定率 {{share}}',
  needsAttention: '要対応',
  attentionList: '対応が必要なKPI',
  calm: '対応が必要なものはありません',
  nothingMeasured: 'ここではまだ何も測定されていません',
  inPeriod: '{{period}}',
  valueStreams: 'バリューストリーム',
};
