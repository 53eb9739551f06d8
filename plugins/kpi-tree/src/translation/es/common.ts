import type { Translation } from '../translations';

export const commonTexts: Translation['common'] = {
  retry: 'Reintentar',
  noTree: 'Aún no hay ningún árbol de indicadores asociado',
  addToMember:
    'Añada estas líneas al archivo YAML de un miembro de esta entidad ({{kind}}) o de la propia entidad.',
  addToEntity: 'Añada estas líneas al archivo YAML de esta entidad.',
  appears:
    'Los indicadores aparecerán aquí en cuanto el catálogo lo haya leído.',
  treeNames: 'Árboles disponibles: {{names}}.',
  problems: 'Problemas',
  toMend_one: '1 definición por corregir',
  toMend_other: '{{count, number}} definiciones por corregir',
  showFewer: 'Mostrar menos',
  showAll: 'Mostrar los {{number}}',
  close: 'Cerrar',
  day: 'Día',
  week: 'Semana',
  month: 'Mes',
  quarter: 'Trimestre',
  goal: 'Meta',
  csf: 'Factor crítico de éxito',
  'value-stream': 'Flujo de valor',
  process: 'Proceso',
  'within-day': 'día',
  'within-week': 'semana',
  'within-month': 'mes',
  'within-quarter': 'trimestre',
  chart: 'Gráfico',
  table: 'Tabla',
  partial:
    'Sin los miembros que usted no puede ver ni, en el pasado, los que ya no están en el catálogo.',
  notAllowed: 'No tiene acceso a esto',
  notAllowedText:
    'Los permisos de este portal no lo permiten. Si lo necesita, solicite a sus administradores el derecho de lectura.',
  soonTitle: 'Los datos estarán disponibles en un momento',
  soonText:
    'El portal recalcula sus datos tras una actualización, lo que tarda de segundos a unos minutos. Esta página se actualiza por sí sola.',
  misconfiguredTitle: 'No hay datos hasta que se corrija la configuración',
  misconfiguredText:
    'Un administrador del portal debe corregir app-config.yaml: {{reason}}',
  missingTitle: 'El backend de los árboles de indicadores no responde',
  missingText:
    'Instale @kpi-tree/backstage-plugin-kpi-tree-backend en packages/backend y añádalo a src/index.ts. Si se ejecuta en otro backend, revise la configuración de descubrimiento. ({{reason}})',
};
