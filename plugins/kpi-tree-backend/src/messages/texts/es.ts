import type { MessageTexts } from './MessageTexts';

export const es: MessageTexts = {
  kpiOf: (kpi, entity) => `${kpi} de ${entity}`,
  offTarget: kpi => `${kpi} no cumple el objetivo`,
  backOnTarget: kpi => `${kpi} vuelve a cumplir el objetivo`,
  worsening: kpi => `${kpi} empeora`,
  improving: kpi => `${kpi} mejora`,
  forecastMiss: kpi => `${kpi} probablemente no cumplirá su objetivo`,
  stale: kpi => `${kpi} ya no recibe datos`,
  notOffTarget: kpi => `Corrección: ${kpi} sí cumple el objetivo`,
  noSignal: kpi => `Corrección: ${kpi} no ha cambiado`,
  corrected: 'Lo que se comunicó antes no es válido.',
  valuesChanged: 'Sus valores se han corregido desde entonces.',
  everything: 'todos los servicios',
  several: count =>
    `Novedades de ${count} KPI de los que es responsable o que sigue`,
  more: count => `y ${count} más`,
  owner: owner => `Responsable: ${owner}`,
  definitionToFix: definition => `${definition} tiene un error por corregir`,
  actionAssigned: title => `Se le asigna: ${title}`,
  actionDue: (title, date) => `Vence el ${date}: ${title}`,
  actionOverdue: (title, date) => `Vencida desde el ${date}: ${title}`,
  mentioned: (who, kpi) => `${who} le menciona sobre ${kpi}`,
  subject: subject => `Para: ${subject}`,
  until: date => `Hasta: ${date}`,
  digest: every =>
    every === 'week' ? 'Sus KPI de esta semana' : 'Sus KPI de este mes',
  actions: 'Sus acciones',
  others: 'Otros',
};
