import type { Translation } from '../translations';

export const exportTexts: Translation['export'] = {
  save: 'Speichern',
  saveOf: '{{name}} speichern',
  png: 'Bild (PNG)',
  svg: 'Bild (SVG)',
  csv: 'Daten (CSV)',
  failed: '{{name}} konnte nicht gespeichert werden: {{reason}}',
};
