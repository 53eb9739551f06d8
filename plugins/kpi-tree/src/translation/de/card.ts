import type { Translation } from '../translations';

export const cardTexts: Translation['card'] = {
  title: 'Kennzahlen',
  showTree: 'KPI-Baum anzeigen',
  loading: 'Die Kennzahlen werden geladen',
  loadError: 'Die Kennzahlen konnten nicht geladen werden',
  measured: '{{share}} gemessen',
  needsAttention: 'Handlungsbedarf',
  attentionList: 'Kennzahlen mit Handlungsbedarf',
  calm: 'Kein Handlungsbedarf',
  nothingMeasured: 'Hier wird noch nichts gemessen',
  inPeriod: '{{period}}',
  valueStreams: 'Wertströme',
};
