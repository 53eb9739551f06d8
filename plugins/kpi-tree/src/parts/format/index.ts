export * from './formatDuration';
export * from './formatList';
export * from './formatPeriod';
export * from './formatValue';
export * from './useFormat';
