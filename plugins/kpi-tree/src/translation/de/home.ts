import type { Translation } from '../translations';

export const homeTexts: Translation['home'] = {
  ownedLoading: 'Ihre Kennzahlen werden geladen',
  ownedError: 'Ihre Kennzahlen konnten nicht geladen werden',
  ownedNone:
    'Noch sind weder Sie noch Ihre Gruppen für eine Kennzahl verantwortlich',
  ownedNoneHint:
    'Wer verantwortlich ist, steht in spec.owner der Definition oder, für einen Service, in der Annotation kpi-tree.io/owner.<kpi>.',
  ownedCounts: 'Nach Status',
  ownedWorst: 'Mit dem größten Handlungsbedarf',
  ownedAll_one: 'Ihre Kennzahl anzeigen',
  ownedAll_other: 'Alle {{count, number}} Kennzahlen anzeigen',
  streamLoading: 'Der Wertstrom wird geladen',
  streamError: 'Der Wertstrom konnte nicht geladen werden',
  streamNoTree: 'Es gibt keinen KPI-Baum anzuzeigen',
  streamUnknown:
    '{{what}} {{name}} gibt es hier nicht. Vorhanden sind: {{names}}.',
  streamWhatTree: 'Baum',
  streamWhatNode: 'Knoten',
  streamWorst: 'Kennzahlen mit dem größten Handlungsbedarf',
  streamOpen: 'KPI-Baum anzeigen',
};
