import type { Translation } from '../translations';

export const exportTexts: Translation['export'] = {
  save: 'Guardar',
  saveOf: 'Guardar {{name}}',
  png: 'Imagen (PNG)',
  svg: 'Imagen (SVG)',
  csv: 'Datos (CSV)',
  failed: 'No se pudo guardar {{name}}: {{reason}}',
};
