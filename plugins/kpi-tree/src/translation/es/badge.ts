import type { Translation } from '../translations';

export const badgeTexts: Translation['badge'] = {
  open: 'Insignia',
  title: 'Insignia para un README',
  label: 'Texto a la izquierda',
  labelHint: 'Su propio título si está vacío',
  preview: 'Vista previa',
  loading: 'Cargando la insignia',
  loadError: 'No se pudo cargar la insignia',
  markdown: 'Markdown para copiar',
  reach:
    'Se muestra donde el lector ha iniciado sesión en el portal. Un administrador puede mostrar las insignias a todos: kpiTree.badges.public.',
};
