import type { Translation } from '../translations';

export const badgeTexts: Translation['badge'] = {
  open: 'バッジ',
  title: 'README用バッジ',
  label: '左側のテキスト',
  labelHint: '空欄の場合は自身のタイトル',
  preview: 'プレビュー',
  loading: 'バッジを読み込んでいます',
  loadError: 'バッジを読み込めませんでした',
  markdown: 'コピー用のMarkdown',
  reach:
    'ポータルにサインインしている閲覧者にのみ表示されます。管理者はkpiTree.badges.publicで全員に公開できます。',
};
