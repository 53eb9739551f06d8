export * from './annotations';
export { parseBound } from './bounds';
export type { Bound, DatedBound, Target } from './bounds';
export * from './kpi';
export type { Problem } from './problem';
export * from './tree';
export * from './validate';
