import type { Translation } from '../translations';

export const statusTexts: Translation['status'] = {
  'on-target': 'Im Ziel',
  'at-risk': 'Gefährdet',
  'off-target': 'Ziel verfehlt',
  'no-target': 'Kein Ziel',
  'no-data': 'Keine Daten',
  stale: 'Veraltet',
  'within-on-target': 'im Ziel',
  'within-at-risk': 'gefährdet',
  'within-off-target': 'Ziel verfehlt',
  'within-no-target': 'kein Ziel',
  'within-no-data': 'keine Daten',
  'within-stale': 'veraltet',
  score: 'Score {{score}} von 100',
  noScore: 'Kein Score, {{status}}',
  information: 'Nur zur Information',
  weight: 'Gewicht {{weight}}',
  improving: 'Besser',
  worsening: 'Schlechter',
  stable: 'Stabil',
  unknown: 'Nicht bekannt',
};
