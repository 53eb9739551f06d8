/** What messages say in one language. Titles have no full stop. */
export type MessageTexts = {
  /** A KPI of an entity: `Mean time to restore of Payments` */
  kpiOf(kpi: string, entity: string): string;
  /** `kpi` is the result of `kpiOf`. */
  offTarget(kpi: string): string;
  backOnTarget(kpi: string): string;
  worsening(kpi: string): string;
  improving(kpi: string): string;
  forecastMiss(kpi: string): string;
  stale(kpi: string): string;
  /** What was told is not so. */
  notOffTarget(kpi: string): string;
  noSignal(kpi: string): string;
  /** Of a correction, before how it is now. */
  corrected: string;
  /** Why a correction comes. */
  valuesChanged: string;
  everything: string;
  /** Of several KPIs of somebody. */
  several(count: number): string;
  /** How many are not named. */
  more(count: number): string;
  owner(owner: string): string;
  definitionToFix(definition: string): string;
  actionAssigned(title: string): string;
  /** Dates are `YYYY-MM-DD`. */
  actionDue(title: string, date: string): string;
  actionOverdue(title: string, date: string): string;
  mentioned(who: string, kpi: string): string;
  /** What an action is for. */
  subject(subject: string): string;
  until(date: string): string;
  /** The title of a digest. */
  digest(every: 'week' | 'month'): string;
  /** Above those of somebody. */
  actions: string;
  /** Above what is in no value stream. */
  others: string;
};
