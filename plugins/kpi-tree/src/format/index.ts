export * from './formatPeriod';
export * from './formatValue';
