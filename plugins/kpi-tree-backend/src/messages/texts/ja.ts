import type { MessageTexts } from './MessageTexts';

export const ja: MessageTexts = {
  kpiOf: (kpi, entity) => `${entity}の${kpi}`,
  offTarget: kpi => `${kpi}が目標未達です`,
  backOnTarget: kpi => `${kpi}が再び目標を達成しました`,
  worsening: kpi => `${kpi}が悪化しています`,
  improving: kpi => `${kpi}が改善しています`,
  forecastMiss: kpi => `${kpi}は目標未達になる見込みです`,
  stale: kpi => `${kpi}のデータが届いていません`,
  notOffTarget: kpi => `訂正：${kpi}は目標未達ではありません`,
  noSignal: kpi => `訂正：${kpi}に変化はありません`,
  corrected: '以前お知らせした内容は当てはまりません。',
  valuesChanged: 'その後、値が訂正されました。',
  everything: 'すべてのサービス',
  several: count => `担当またはフォロー中のKPI ${count}件のお知らせ`,
  more: count => `ほか${count}件`,
  owner: owner => `担当：${owner}`,
  definitionToFix: definition => `${definition}に修正が必要な誤りがあります`,
};
