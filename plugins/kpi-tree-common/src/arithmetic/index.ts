export * from './aggregate';
export {
  DATE_HINT,
  dateMistake,
  FIRST_DATE,
  isInstant,
  isIsoDate,
  LAST_DATE,
} from './dates';
export * from './evaluate';
export { assertFinite } from './finite';
export {
  addsUp,
  evaluateExpression,
  operandNames,
  parseExpression,
} from './expression';
export type { Expression, FunctionName, Operator } from './expression';
export * from './known';
export * from './need';
export * from './period';
export * from './nodeScore';
export { runRate } from './runRate';
export type { RunRate, RunRateInput } from './runRate';
export * from './score';
export * from './version';
