import type { MessageTexts } from './MessageTexts';

export const fr: MessageTexts = {
  kpiOf: (kpi, entity) => `${kpi} (${entity})`,
  offTarget: kpi => `${kpi} : l’objectif n’est pas atteint`,
  backOnTarget: kpi => `${kpi} : l’objectif est de nouveau atteint`,
  worsening: kpi => `${kpi} se dégrade`,
  improving: kpi => `${kpi} s’améliore`,
  forecastMiss: kpi => `${kpi} manquera probablement son objectif`,
  stale: kpi => `${kpi} ne reçoit plus de données`,
  notOffTarget: kpi =>
    `Correction : ${kpi} ne manque finalement pas l’objectif`,
  noSignal: kpi => `Correction : ${kpi} n’a finalement pas changé`,
  corrected: 'Ce qui a été annoncé ne tient plus.',
  valuesChanged: 'Les valeurs ont été corrigées depuis.',
  everything: 'tous les services',
  several: count =>
    `Du nouveau sur ${count} KPI dont vous êtes responsable ou que vous suivez`,
  more: count => `et ${count} autres`,
  owner: owner => `Responsable : ${owner}`,
  definitionToFix: definition => `${definition} contient une erreur à corriger`,
  actionAssigned: title => `À faire par vous : ${title}`,
  actionDue: (title, date) => `À terminer le ${date} : ${title}`,
  actionOverdue: (title, date) => `En retard depuis le ${date} : ${title}`,
  mentioned: (who, kpi) => `${who} vous mentionne à propos de ${kpi}`,
  subject: subject => `Pour : ${subject}`,
  until: date => `Échéance : ${date}`,
  digest: every =>
    every === 'week' ? 'Vos KPI cette semaine' : 'Vos KPI ce mois-ci',
  actions: 'Vos actions',
  others: 'Autres',
};
