import type { Translation } from '../translations';

export const statusTexts: Translation['status'] = {
  'on-target': '目標達成',
  'at-risk': '要注意',
  'off-target': '目標未達',
  'no-target': '目標なし',
  'no-data': 'データなし',
  stale: '更新停止',
  'within-on-target': '目標達成',
  'within-at-risk': '要注意',
  'within-off-target': '目標未達',
  'within-no-target': '目標なし',
  'within-no-data': 'データなし',
  'within-stale': '更新停止',
  score: 'スコア {{score}}/100',
  noScore: 'スコアなし、{{status}}',
  information: '参考値',
  weight: '重み {{weight}}',
  improving: '改善',
  worsening: '悪化',
  stable: '安定',
  unknown: '不明',
};
