import type { Translation } from '../translations';

export const exportTexts: Translation['export'] = {
  save: 'Enregistrer',
  saveOf: 'Enregistrer {{name}}',
  png: 'Image (PNG)',
  svg: 'Image (SVG)',
  csv: 'Données (CSV)',
  failed: 'Impossible d’enregistrer {{name}} : {{reason}}',
};
