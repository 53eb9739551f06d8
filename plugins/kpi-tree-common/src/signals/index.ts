export * from './types';
export { assessQuality, worstGrade, type QualityOptions } from './quality';
export * from './xmr';
export { capabilityOf } from './capability';
export * from './describeTarget';
export * from './describeTrend';
