import type { Translation } from '../translations';

export const statusTexts: Translation['status'] = {
  'on-target': 'En objetivo',
  'at-risk': 'En riesgo',
  'off-target': 'Fuera de objetivo',
  'no-target': 'Sin objetivo',
  'no-data': 'Sin datos',
  stale: 'Desactualizado',
  'within-on-target': 'en objetivo',
  'within-at-risk': 'en riesgo',
  'within-off-target': 'fuera de objetivo',
  'within-no-target': 'sin objetivo',
  'within-no-data': 'sin datos',
  'within-stale': 'desactualizado',
  score: 'Puntuación: {{score}} de 100',
  noScore: 'Sin puntuación, {{status}}',
  information: 'Informativo',
  weight: 'Peso {{weight}}',
  improving: 'Mejora',
  worsening: 'Empeora',
  stable: 'Estable',
  unknown: 'Desconocida',
};
