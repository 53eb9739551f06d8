export * from './formatDuration';
export * from './formatPeriod';
export * from './formatValue';
