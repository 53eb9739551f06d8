import type { WordTexts } from './WordTexts';

/** The texts about what people say in French. */
export const fr: WordTexts = {
  period: 'Période',
  save: 'Enregistrer',
  cancel: 'Annuler',
  notSaved: 'L’enregistrement a échoué',
  loadError: 'Les commentaires n’ont pas pu être chargés',
  more: 'Afficher plus de {{total}}',
  comments: 'Commentaires',
  addComment: 'Commenter une période',
  commentOf: 'Commenter {{kpi}}',
  comment: 'Commentaire',
  commentHint:
    'En Markdown. @user:default/nom ou @group:default/nom mentionne quelqu’un.',
  changed: 'modifié {{time}}',
  edit: 'Modifier',
  editOf: 'Modifier votre commentaire sur {{period}}',
  delete: 'Supprimer',
  deleteOf: 'Supprimer votre commentaire sur {{period}}',
  notDeleted: 'Le commentaire n’a pas été supprimé',
  exceptions: 'Périodes exclues des limites',
  addException: 'Exclure une période',
  exceptionOf: 'Exclure une période de {{kpi}} des limites',
  exceptionText:
    'Les limites, les signaux et la prévision sont alors calculés sans cette période. Sa valeur, son score et son statut restent inchangés, et elle est signalée.',
  reason: 'Pourquoi elle ne dit rien du processus',
  takeBack: 'Rétablir',
  takeBackOf: 'Rétablir {{period}}',
  notTakenBack: 'La période reste exclue',
  checkIn: 'Point de situation',
  addCheckIn: 'Faire le point',
  checkInOf: 'Où en est {{kpi}}',
  checkInText:
    'Une phrase de la personne responsable, et si la cible sera de nouveau atteinte.',
  checkInMissing:
    'Cible manquée, et personne n’a fait le point pour {{period}}.',
  sentence: 'En une phrase',
  confidence: 'Confiance',
  'confidence-on-track': 'En bonne voie',
  'confidence-at-risk': 'À risque',
  'confidence-off-track': 'Mal engagé',
  saidIn: 'pour {{period}}',
  flagComment: 'Commentaire : {{label}}',
  flagException: 'Exclue des limites : {{label}}',
  legendComment: 'Commentaire',
  legendException: 'Exclue des limites',
};
