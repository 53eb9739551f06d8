import type { Translation } from '../translations';

export const statusTexts: Translation['status'] = {
  'on-target': 'Cible atteinte',
  'at-risk': 'À risque',
  'off-target': 'Hors cible',
  'no-target': 'Sans cible',
  'no-data': 'Aucune donnée',
  stale: 'Obsolète',
  'within-on-target': 'cible atteinte',
  'within-at-risk': 'à risque',
  'within-off-target': 'hors cible',
  'within-no-target': 'sans cible',
  'within-no-data': 'aucune donnée',
  'within-stale': 'obsolète',
  score: 'Score : {{score}} sur 100',
  noScore: 'Pas de score, {{status}}',
  information: 'Pour information',
  weight: 'Poids {{weight}}',
  improving: 'S’améliore',
  worsening: 'Se dégrade',
  stable: 'Stable',
  unknown: 'Inconnu',
};
