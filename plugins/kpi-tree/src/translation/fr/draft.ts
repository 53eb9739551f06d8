import type { Translation } from '../translations';

export const draftTexts: Translation['draft'] = {
  label: 'Kpi en YAML',
  inOrder: 'Cette définition est en ordre.',
  problems: 'Problèmes du brouillon',
  line: 'Ligne {{line}}',
  entity: 'Entité',
  catalogError: 'Impossible d’interroger le catalogue',
  propose: 'Proposer',
  copy: 'Copier le YAML',
  copyError: 'Copie impossible : sélectionnez plutôt le texte.',
  copied: 'Copié.',
  openFile: 'Ouvrir le fichier dans son dépôt',
  addFile:
    'Ajoutez-le à un fichier YAML lu par le catalogue et ouvrez une pull request.',
  refusal: '{{title}} : {{message}}',
  stoppedRows:
    'La source a plus de lignes qu’un essai ne peut en lire : il a été arrêté.',
  stoppedTime:
    'La source a pris plus de temps qu’un essai n’en a : il a été arrêté.',
  result: 'Résultat',
  outdated: 'Le texte a changé depuis. Relancez l’essai pour en voir l’effet.',
  nothing: 'Rien n’a été mesuré pour cette entité.',
  computed:
    '{{periods}} périodes calculées à partir des opérandes enregistrés, {{duration}}. Rien n’a été enregistré.',
  read: '{{rows}} lignes lues, {{rejected}} rejetées, {{measurements}} mesures, {{duration}}. Rien n’a été enregistré.',
  errors: 'Ce qui n’a pas pu être utilisé',
  times: ', {{number}} fois',
  checkError: 'Impossible de vérifier la définition',
  title: 'Essayer',
  note: 'Fait mesurer une entité par la source réelle. Rien n’est enregistré et personne d’autre ne le voit.',
  run: 'Lancer',
  tryError: 'L’essai a échoué',
};
