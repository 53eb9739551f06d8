import type { Translation } from '../translations';

export const homeTexts: Translation['home'] = {
  ownedLoading: '自分のKPIを読み込んでいます',
  ownedError: '自分のKPIを読み込めませんでした',
  ownedNone: '自分または所属グループが責任者のKPIはまだありません',
  ownedNoneHint:
    '責任者は、定義のspec.owner、またはサービスごとにアノテーションkpi-tree.io/owner.<kpi>で指定します。',
  ownedCounts: 'ステータス別',
  ownedWorst: '最も対応が必要なKPI',
  ownedAll_one: '自分のKPIを表示',
  ownedAll_other: '自分のKPI {{count, number}}件をすべて表示',
  streamLoading: 'バリューストリームを読み込んでいます',
  streamError: 'バリューストリームを読み込めませんでした',
  streamNoTree: '表示するKPIツリーがありません',
  streamUnknown:
    '{{what}}「{{name}}」はここにありません。利用できるもの: {{names}}',
  streamWhatTree: 'ツリー',
  streamWhatNode: 'ノード',
  streamWorst: '最も対応が必要なKPI',
  streamOpen: 'KPIツリーを表示',
};
