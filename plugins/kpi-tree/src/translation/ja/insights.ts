import type { Translation } from '../translations';

export const insightsTexts: Translation['insights'] = {
  list: '動きのあったKPI',
  loading: '動きのあったKPIを読み込んでいます',
  loadError: '動きのあったKPIを読み込めませんでした',
  empty:
    '{{date}}以降、動きはありません。ステータスの変化、シグナル、目標の達成が危ぶまれるKPI、更新が止まったデータはありませんでした。',
  more: 'さらに表示',
  improving: '改善',
  worsening: '悪化',
  change: '変化',
  forecast: '予測',
  stale: '更新停止',
  target: '目標の変更',
  since: '期間',
  week: '1週間',
  month: '1か月',
  months: '3か月',
  date: '日付',
};
