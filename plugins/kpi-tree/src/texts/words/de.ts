import type { WordTexts } from './WordTexts';

/** The texts about what people say in German. */
export const de: WordTexts = {
  period: 'Zeitraum',
  save: 'Speichern',
  cancel: 'Abbrechen',
  notSaved: 'Es wurde nicht gespeichert',
  loadError: 'Was gesagt wurde, konnte nicht geladen werden',
  more: 'Mehr von {{total}} anzeigen',
  comments: 'Kommentare',
  addComment: 'Zeitraum kommentieren',
  commentOf: '{{kpi}} kommentieren',
  comment: 'Kommentar',
  commentHint:
    'In Markdown. @user:default/name oder @group:default/name erwähnt jemanden.',
  changed: 'geändert {{time}}',
  edit: 'Bearbeiten',
  editOf: 'Ihren Kommentar zu {{period}} bearbeiten',
  delete: 'Löschen',
  deleteOf: 'Ihren Kommentar zu {{period}} löschen',
  notDeleted: 'Der Kommentar wurde nicht gelöscht',
  exceptions: 'Zeiträume, die in den Grenzen nicht zählen',
  addException: 'Zeitraum auslassen',
  exceptionOf: 'Einen Zeitraum von {{kpi}} in den Grenzen auslassen',
  exceptionText:
    'Grenzen, Signale und Prognose werden dann ohne den Zeitraum berechnet. Wert, Punkte und Status bleiben, wie sie sind, und er ist markiert.',
  reason: 'Warum er nichts über den Prozess sagt',
  takeBack: 'Zurücknehmen',
  takeBackOf: 'Zurücknehmen: {{period}} zählt wieder',
  notTakenBack: 'Der Zeitraum zählt weiterhin nicht',
  checkIn: 'Einschätzung',
  addCheckIn: 'Einschätzung abgeben',
  checkInOf: 'Wie es um {{kpi}} steht',
  checkInText:
    'Ein Satz der Verantwortlichen, und ob das Ziel wieder erreicht wird.',
  checkInMissing:
    'Ziel verfehlt, und für {{period}} gibt es noch keine Einschätzung.',
  sentence: 'In einem Satz',
  confidence: 'Zuversicht',
  'confidence-on-track': 'Auf Kurs',
  'confidence-at-risk': 'Gefährdet',
  'confidence-off-track': 'Nicht auf Kurs',
  saidIn: 'zu {{period}}',
  flagComment: 'Kommentar: {{label}}',
  flagException: 'Zählt nicht in den Grenzen: {{label}}',
  legendComment: 'Kommentar',
  legendException: 'Zählt nicht in den Grenzen',
};
