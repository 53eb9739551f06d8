export {
  DATE_HINT,
  dateMistake,
  FIRST_DATE,
  isInstant,
  isIsoDate,
  LAST_DATE,
} from './dates';
export {
  addPeriods,
  countPeriods,
  dateOf,
  fromEpochDay,
  instantOf,
  periodOf,
  periodsBetween,
  periodTypes,
  toEpochDay,
} from './period';
export type { PeriodType } from './period';
