import type { Translation } from '../translations';

export const columnTexts: Translation['column'] = {
  title: 'Indicadores',
  loading: 'Cargando',
  none: 'Sin árbol de indicadores',
  failed: 'No cargado',
};
