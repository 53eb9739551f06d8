import type { Translation } from '../translations';

export const exportTexts: Translation['export'] = {
  save: '保存',
  saveOf: '{{name}}を保存',
  png: '画像(PNG)',
  svg: '画像(SVG)',
  csv: 'データ(CSV)',
  failed: '{{name}}を保存できませんでした: {{reason}}',
};
