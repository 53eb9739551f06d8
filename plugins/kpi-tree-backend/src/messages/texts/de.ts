import type { MessageTexts } from './MessageTexts';

export const de: MessageTexts = {
  kpiOf: (kpi, entity) => `${kpi} von ${entity}`,
  offTarget: kpi => `${kpi} verfehlt das Ziel`,
  backOnTarget: kpi => `${kpi} ist wieder im Ziel`,
  worsening: kpi => `${kpi} verschlechtert sich`,
  improving: kpi => `${kpi} verbessert sich`,
  forecastMiss: kpi => `${kpi} wird das Ziel wahrscheinlich verfehlen`,
  stale: kpi => `${kpi} bekommt keine Daten mehr`,
  notOffTarget: kpi => `Berichtigt: ${kpi} verfehlt das Ziel doch nicht`,
  noSignal: kpi => `Berichtigt: ${kpi} hat sich doch nicht verändert`,
  corrected: 'Was vorher gemeldet wurde, gilt nicht.',
  valuesChanged: 'Die Werte wurden seither berichtigt.',
  everything: 'allen Services',
  several: count =>
    `Neues zu ${count} KPIs, die Sie verantworten oder denen Sie folgen`,
  more: count => `und ${count} weitere`,
  owner: owner => `Verantwortlich: ${owner}`,
  definitionToFix: definition => `${definition} hat einen Fehler`,
  actionAssigned: title => `Für Sie: ${title}`,
  actionDue: (title, date) => `Fällig am ${date}: ${title}`,
  actionOverdue: (title, date) => `Überfällig seit ${date}: ${title}`,
  mentioned: (who, kpi) => `${who} erwähnt Sie zu ${kpi}`,
  subject: subject => `Für: ${subject}`,
  until: date => `Bis: ${date}`,
  digest: every =>
    every === 'week' ? 'Ihre KPIs diese Woche' : 'Ihre KPIs diesen Monat',
  actions: 'Ihre Maßnahmen',
  others: 'Andere',
};
