import type { Translation } from '../translations';

export const commonTexts: Translation['common'] = {
  retry: '再試行',
  noTree: 'KPIツリーがまだ割り当てられていません',
  addToMember:
    'この{{kind}}のメンバー、またはこの{{kind}}自体のYAMLファイルに次の行を追加してください。',
  addToEntity: 'このエンティティのYAMLファイルに次の行を追加してください。',
  appears: 'カタログが読み込むと、ここにKPIが表示されます。',
  treeNames: '利用できるツリー: {{names}}',
  problems: '問題',
  toMend_one: '修正が必要な定義: 1件',
  toMend_other: '修正が必要な定義: {{count, number}}件',
  showFewer: '少なく表示',
  showAll: 'すべて表示({{number}}件)',
  close: '閉じる',
  day: '日',
  week: '週',
  month: '月',
  quarter: '四半期',
  goal: '目標',
  csf: '重要成功要因',
  'value-stream': 'バリューストリーム',
  process: 'プロセス',
  'within-day': '日',
  'within-week': '週',
  'within-month': '月',
  'within-quarter': '四半期',
  chart: 'グラフ',
  table: '表',
  partial:
    '閲覧権限のないメンバーと、過去の値ではカタログから削除されたメンバーは含まれていません。',
  notAllowed: '閲覧する権限がありません',
  notAllowedText:
    'このポータルの権限設定により表示できません。必要な場合は、管理者に閲覧権限を依頼してください。',
  soonTitle: 'まもなく数値が表示されます',
  soonText:
    'アップグレード後に数値を再計算しています。数秒から数分かかります。このページは自動的に更新されます。',
  misconfiguredTitle: '設定が修正されるまで数値は表示されません',
  misconfiguredText:
    'ポータルの管理者がapp-config.yamlを修正する必要があります:{{reason}}',
  missingTitle: 'KPIツリーのバックエンドが応答しません',
  missingText:
    'packages/backendに@kpi-tree/backstage-plugin-kpi-tree-backendをインストールし、src/index.tsに追加してください。別のバックエンドで動作している場合は、ディスカバリーの設定を確認してください。({{reason}})',
};
