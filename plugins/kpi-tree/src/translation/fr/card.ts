import type { Translation } from '../translations';

export const cardTexts: Translation['card'] = {
  title: 'Indicateurs',
  showTree: 'Afficher l’arbre d’indicateurs',
  loading: 'Chargement des indicateurs',
  loadError: 'Impossible de charger les indicateurs',
  measured: '{{share}} mesuré',
  needsAttention: 'À surveiller',
  attentionList: 'Indicateurs à surveiller',
  calm: 'Rien à signaler',
  nothingMeasured: 'Rien n’est encore mesuré ici',
  inPeriod: '{{period}}',
  valueStreams: 'Chaînes de valeur',
};
