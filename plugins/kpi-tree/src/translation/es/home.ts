import type { Translation } from '../translations';

export const homeTexts: Translation['home'] = {
  ownedLoading: 'Cargando sus indicadores',
  ownedError: 'No se pudieron cargar sus indicadores',
  ownedNone: 'Ni usted ni sus grupos son aún responsables de un indicador',
  ownedNoneHint:
    'El responsable se indica en spec.owner de la definición o, para un servicio, en la anotación kpi-tree.io/owner.<kpi>.',
  ownedCounts: 'Por estado',
  ownedWorst: 'Los que requieren más atención',
  ownedAll_one: 'Mostrar su indicador',
  ownedAll_other: 'Mostrar sus {{count, number}} indicadores',
  streamLoading: 'Cargando el flujo de valor',
  streamError: 'No se pudo cargar el flujo de valor',
  streamNoTree: 'No hay ningún árbol de indicadores que mostrar',
  streamUnknown: '{{what}} {{name}} no existe aquí. Disponibles: {{names}}.',
  streamWhatTree: 'Árbol',
  streamWhatNode: 'Nodo',
  streamWorst: 'Sus indicadores que requieren más atención',
  streamOpen: 'Ver el árbol de indicadores',
};
