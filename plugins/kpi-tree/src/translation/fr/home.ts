import type { Translation } from '../translations';

export const homeTexts: Translation['home'] = {
  ownedLoading: 'Chargement de vos indicateurs',
  ownedError: 'Impossible de charger vos indicateurs',
  ownedNone:
    'Ni vous ni vos groupes n’êtes encore responsables d’un indicateur',
  ownedNoneHint:
    'Le responsable est indiqué par spec.owner dans la définition, ou pour un service par l’annotation kpi-tree.io/owner.<kpi>.',
  ownedCounts: 'Par statut',
  ownedWorst: 'Ceux qui demandent le plus d’attention',
  ownedAll_one: 'Afficher votre indicateur',
  ownedAll_other: 'Afficher vos {{count, number}} indicateurs',
  streamLoading: 'Chargement de la chaîne de valeur',
  streamError: 'Impossible de charger la chaîne de valeur',
  streamNoTree: 'Il n’y a pas d’arbre d’indicateurs à afficher',
  streamUnknown: '{{what}} {{name}} introuvable ici. Disponibles : {{names}}.',
  streamWhatTree: 'Arbre',
  streamWhatNode: 'Nœud',
  streamWorst: 'Ses indicateurs à surveiller en priorité',
  streamOpen: 'Afficher l’arbre d’indicateurs',
};
