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
    'Solo la ven los lectores que han iniciado sesión en el portal. Un administrador puede hacer públicas las insignias: kpiTree.badges.public.',
};
