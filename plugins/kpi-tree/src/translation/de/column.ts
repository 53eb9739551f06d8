import type { Translation } from '../translations';

export const columnTexts: Translation['column'] = {
  title: 'Kennzahlen',
  loading: 'Wird geladen',
  none: 'Kein KPI-Baum',
  failed: 'Nicht geladen',
};
