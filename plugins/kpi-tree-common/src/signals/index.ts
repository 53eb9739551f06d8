export * from './types';
export { assessQuality, worstGrade, type QualityOptions } from './quality';
export * from './xmr';
