import type { Translation } from '../translations';

export const importTexts: Translation['import'] = {
  chooseColumn: 'Choisir une colonne',
  column: 'Colonne {{number}}',
  sameForAll: 'Identique pour toutes les lignes…',
  none: 'Aucune',
  ofAllRows: '{{field}} de toutes les lignes',
  file: 'Fichier CSV',
  choose: 'Choisir un fichier CSV',
  drop: 'ou déposez-en un ici. Rien n’est enregistré avant que vous n’ayez vu son contenu.',
  result: 'Résultat de l’import',
  stopped: 'L’import s’est arrêté',
  cancelled: 'Annulé.',
  counts:
    '{{rows}} lignes lues, {{stored}} enregistrées, {{rejected}} rejetées.',
  stays:
    'Ce qui est enregistré le reste ; réimporter le fichier n’y change rien.',
  whyRejected: 'Pourquoi des lignes ont été rejetées',
  warnings: 'Avertissements',
  andMore: 'et {{number}} de plus',
  rows_one: '{{count, number}} ligne',
  rows_other: '{{count, number}} lignes',
  download: 'Télécharger les lignes rejetées',
  another: 'Importer un autre fichier',
  what: 'Une ligne par mesure : entité, indicateur, période et valeur. L’existant est remplacé.',
  ownOnly:
    'Vous pouvez importer ce dont vous ou vos groupes êtes responsables ; les autres lignes sont rejetées.',
  readError: 'Impossible de lire le fichier',
  titleOf: 'Importer {{file}}',
  title: 'Importer des mesures',
  progress: 'Avancement de l’import',
  stay: '{{percent}} %, {{rows}} lignes lues, {{rejected}} rejetées. Restez sur cette page jusqu’à la fin.',
  cancel: 'Annuler',
  entityRef: 'Entité',
  kpi: 'Indicateur',
  period: 'Période',
  value: 'Valeur',
  weight: 'Poids',
  numerator: 'Numérateur',
  denominator: 'Dénominateur',
  'hint-entityRef':
    'Par exemple component:default/payments ; un nom seul est un composant',
  'hint-kpi': 'Nom du Kpi',
  'hint-period': 'Son premier jour',
  'hint-value': 'Dans l’unité de l’indicateur',
  'hint-weight': 'Ce sur quoi repose la valeur, comme le nombre d’incidents',
  'hint-numerator':
    'Au lieu d’une valeur, pour un ratio ou une moyenne ; pour un pourcentage, sans multiplier par 100',
  'hint-denominator': 'Par quoi on divise ; peut être 0',
  numbers: 'Nombres',
  howNumbers: 'Écriture des nombres',
  dates: 'Dates',
  howDates: 'Écriture des dates',
  covered: 'Jours sans ligne',
  coveredFrom: 'Complet du',
  coveredUntil: 'au',
  'hint-covered':
    'Les jours dont le fichier contient tout : sans ligne, il ne s’y est rien passé. Si ces champs restent vides, ces jours ne sont pas connus.',
  coveredBoth:
    'Indiquez les deux jours entre lesquels le fichier contient tout, ou aucun ; aucun après aujourd’hui.',
  checkError: 'Impossible de vérifier les lignes',
  importFile: 'Importer le fichier',
  chooseAnother: 'Choisir un autre fichier',
  noRows: 'Le fichier n’a aucune ligne après la première.',
  incomplete:
    'Indiquez d’où viennent l’entité, l’indicateur, la période et la valeur.',
  checking: 'Les premières lignes sont en cours de vérification.',
  wouldReject_one:
    'Sur la première ligne, {{number}} serait rejetée. Les autres seraient enregistrées.',
  wouldReject_other:
    'Sur les {{count, number}} premières lignes, {{number}} seraient rejetées. Les autres seraient enregistrées.',
  allInOrder_one: 'La première ligne est en ordre.',
  allInOrder_other: 'Les {{count, number}} premières lignes sont en ordre.',
  firstRows: 'Premières lignes du fichier',
  line: 'Ligne',
  says: 'Lu comme',
  notUsed: 'non utilisée',
  measurement: '{{kpi}} de {{entity}}, période {{period}} : {{value}}',
  measurementOf:
    '{{kpi}} de {{entity}}, période {{period}} : {{value}}, poids {{weight}}',
  measurementRatio:
    '{{kpi}} de {{entity}}, période {{period}} : {{numerator}} / {{denominator}}',
};
