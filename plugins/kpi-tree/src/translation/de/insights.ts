import type { Translation } from '../translations';

export const insightsTexts: Translation['insights'] = {
  list: 'Was sich bewegt hat',
  loading: 'Es wird geladen, was sich bewegt hat',
  loadError: 'Was sich bewegt hat, konnte nicht geladen werden',
  empty:
    'Seit {{date}} hat sich nichts bewegt: kein Status hat gewechselt, kein Signal kam auf, kein Ziel geriet in Gefahr, und keine Daten sind veraltet.',
  more: 'Mehr anzeigen',
  improving: 'Besser',
  worsening: 'Schlechter',
  change: 'Verändert',
  forecast: 'Prognose',
  stale: 'Veraltet',
  target: 'Ziel geändert',
  since: 'Seit',
  week: '1 Woche',
  month: '1 Monat',
  months: '3 Monate',
  date: 'Datum',
};
