import { RecordsSettings } from '../configuration/kpiSettings';

const OF_THE_PERIOD: RecordsSettings['measure'][] = [
  'count',
  'sum',
  'mean',
  'median',
  'quantile',
  'distinct',
  'min',
  'max',
  'ratio',
];

/** Whether the value of a period is made of the records whose time is in it, and of no others. */
export function isOfPeriod({ measure }: RecordsSettings): boolean {
  return OF_THE_PERIOD.includes(measure);
}
