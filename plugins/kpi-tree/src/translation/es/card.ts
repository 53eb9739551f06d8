import type { Translation } from '../translations';

export const cardTexts: Translation['card'] = {
  title: 'Indicadores',
  showTree: 'Ver el árbol de indicadores',
  loading: 'Cargando los indicadores',
  loadError: 'No se pudieron cargar los indicadores',
  measured: '{{share}} medido',
  needsAttention: 'Requiere atención',
  attentionList: 'Indicadores que requieren atención',
  calm: 'Nada requiere atención',
  nothingMeasured: 'Aquí todavía no se mide nada',
  inPeriod: '{{period}}',
  valueStreams: 'Flujos de valor',
};
