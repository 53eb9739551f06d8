import type { Translation } from '../translations';

export const draftTexts: Translation['draft'] = {
  label: 'YAML形式のKpi',
  inOrder: 'この定義に問題はありません。',
  problems: '下書きの問題',
  line: '{{line}}行目',
  entity: 'エンティティ',
  catalogError: 'カタログに問い合わせできませんでした',
  propose: '提案',
  copy: 'YAMLをコピー',
  copyError: 'コピーできませんでした。テキストを選択してください。',
  copied: 'コピーしました。',
  openFile: 'リポジトリでファイルを開く',
  addFile:
    'カタログが読み込むYAMLファイルに追加し、プルリクエストを作成してください。',
  refusal: '{{title}}: {{message}}',
  stoppedRows: 'データソースの行数が試行の上限を超えたため、停止しました。',
  stoppedTime: '試行の制限時間を超えたため、停止しました。',
  result: '結果',
  outdated:
    'その後テキストが変更されました。もう一度実行して確認してください。',
  nothing: 'このエンティティでは何も測定されませんでした。',
  computed:
    '保存済みのオペランドから{{periods}}期間を計算しました({{duration}})。何も保存していません。',
  read: '読み取り{{rows}}行、却下{{rejected}}行、測定値{{measurements}}件({{duration}})。何も保存していません。',
  errors: '使用できなかったもの',
  times: '、{{number}}回',
  checkError: '定義を確認できませんでした',
  title: '試す',
  note: '実際のデータソースで1つのエンティティを測定します。何も保存されず、他の人には表示されません。',
  run: '実行',
  tryError: '試行できませんでした',
};
