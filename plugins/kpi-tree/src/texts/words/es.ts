import type { WordTexts } from './WordTexts';

/** The texts about what people say in Spanish. */
export const es: WordTexts = {
  period: 'Período',
  save: 'Guardar',
  cancel: 'Cancelar',
  notSaved: 'No se ha guardado',
  loadError: 'No se han podido cargar los comentarios',
  more: 'Mostrar más de {{total}}',
  comments: 'Comentarios',
  addComment: 'Comentar un período',
  commentOf: 'Comentar {{kpi}}',
  comment: 'Comentario',
  commentHint:
    'En Markdown. @user:default/nombre o @group:default/nombre menciona a alguien.',
  changed: 'modificado {{time}}',
  edit: 'Editar',
  editOf: 'Editar su comentario sobre {{period}}',
  delete: 'Eliminar',
  deleteOf: 'Eliminar su comentario sobre {{period}}',
  notDeleted: 'El comentario no se ha eliminado',
  exceptions: 'Períodos excluidos de los límites',
  addException: 'Excluir un período',
  exceptionOf: 'Excluir un período de {{kpi}} de los límites',
  exceptionText:
    'Los límites, las señales y la previsión se calculan entonces sin ese período. Su valor, su puntuación y su estado no cambian, y queda marcado.',
  reason: 'Por qué no dice nada del proceso',
  takeBack: 'Deshacer',
  takeBackOf: 'Deshacer: {{period}} vuelve a contar',
  notTakenBack: 'El período sigue excluido',
  checkIn: 'Valoración',
  addCheckIn: 'Valorar',
  checkInOf: 'Cómo va {{kpi}}',
  checkInText:
    'Una frase de quien responde del indicador, y si volverá a cumplir el objetivo.',
  checkInMissing:
    'Fuera del objetivo, y nadie ha hecho una valoración de {{period}}.',
  sentence: 'En una frase',
  confidence: 'Confianza',
  'confidence-on-track': 'Bien encaminado',
  'confidence-at-risk': 'En riesgo',
  'confidence-off-track': 'Mal encaminado',
  saidIn: 'de {{period}}',
  flagComment: 'Comentario: {{label}}',
  flagException: 'Excluido de los límites: {{label}}',
  legendComment: 'Comentario',
  legendException: 'Excluido de los límites',
};
