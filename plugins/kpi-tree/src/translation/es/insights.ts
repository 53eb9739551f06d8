import type { Translation } from '../translations';

export const insightsTexts: Translation['insights'] = {
  list: 'Qué ha cambiado',
  loading: 'Cargando qué ha cambiado',
  loadError: 'No se pudo cargar qué ha cambiado',
  empty:
    'Nada ha cambiado desde el {{date}}: ningún estado cambió, no apareció ninguna señal, ningún objetivo pasó a estar en riesgo y ningún dato quedó desactualizado.',
  more: 'Mostrar más',
  improving: 'Mejor',
  worsening: 'Peor',
  change: 'Cambiado',
  forecast: 'Pronóstico',
  stale: 'Desactualizado',
  target: 'Objetivo cambiado',
  since: 'Desde',
  week: '1 semana',
  month: '1 mes',
  months: '3 meses',
  date: 'Fecha',
};
