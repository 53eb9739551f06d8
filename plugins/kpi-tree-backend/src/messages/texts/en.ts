import type { MessageTexts } from './MessageTexts';

export const en: MessageTexts = {
  kpiOf: (kpi, entity) => `${kpi} of ${entity}`,
  offTarget: kpi => `${kpi} is off target`,
  backOnTarget: kpi => `${kpi} is on target again`,
  worsening: kpi => `${kpi} is getting worse`,
  improving: kpi => `${kpi} is getting better`,
  forecastMiss: kpi => `${kpi} will probably miss its target`,
  stale: kpi => `${kpi} gets no data any more`,
  notOffTarget: kpi => `Corrected: ${kpi} is not off target after all`,
  noSignal: kpi => `Corrected: ${kpi} has not changed after all`,
  corrected: 'What you were told before does not hold.',
  valuesChanged: 'Its values were corrected since.',
  everything: 'all services',
  several: count => `News about ${count} KPIs that you own or follow`,
  more: count => `and ${count} more`,
  owner: owner => `Owner: ${owner}`,
  definitionToFix: definition => `${definition} has a mistake to fix`,
};
