import type { Translation } from '../translations';

export const commonTexts: Translation['common'] = {
  retry: 'Réessayer',
  noTree: 'Aucun arbre d’indicateurs n’est encore associé',
  addToMember:
    'Ajoutez ces lignes au fichier YAML d’un membre de cette entité ({{kind}}) ou de l’entité elle-même.',
  addToEntity: 'Ajoutez ces lignes au fichier YAML de cette entité.',
  appears: 'Les indicateurs apparaîtront ici dès que le catalogue l’aura lu.',
  treeNames: 'Arbres disponibles : {{names}}.',
  problems: 'Problèmes',
  toMend_one: '1 définition à corriger',
  toMend_other: '{{count, number}} définitions à corriger',
  showFewer: 'Afficher moins',
  showAll: 'Tout afficher ({{number}})',
  close: 'Fermer',
  day: 'Jour',
  week: 'Semaine',
  month: 'Mois',
  quarter: 'Trimestre',
  goal: 'Objectif',
  csf: 'Facteur clé de succès',
  'value-stream': 'Chaîne de valeur',
  process: 'Processus',
  'within-day': 'jour',
  'within-week': 'semaine',
  'within-month': 'mois',
  'within-quarter': 'trimestre',
  chart: 'Graphique',
  table: 'Tableau',
  partial:
    'Sans les membres que vous n’êtes pas autorisé à voir ni, pour le passé, ceux qui ne sont plus dans le catalogue.',
  notAllowed: 'Vous n’avez pas accès à ce contenu',
  notAllowedText:
    'Les autorisations de ce portail ne le permettent pas. Si vous en avez besoin, demandez le droit de lecture à ses administrateurs.',
  soonTitle: 'Les chiffres arrivent dans un instant',
  soonText:
    'Le portail recalcule ses chiffres après une mise à niveau, ce qui prend de quelques secondes à quelques minutes. Cette page se met à jour automatiquement.',
  misconfiguredTitle:
    'Aucun chiffre tant que la configuration n’est pas corrigée',
  misconfiguredText:
    'Un administrateur du portail doit corriger app-config.yaml : {{reason}}',
  missingTitle: 'Le backend des arbres d’indicateurs ne répond pas',
  missingText:
    'Installez @kpi-tree/backstage-plugin-kpi-tree-backend dans packages/backend et ajoutez-le à src/index.ts. S’il s’exécute dans un autre backend, vérifiez la configuration de découverte. ({{reason}})',
};
