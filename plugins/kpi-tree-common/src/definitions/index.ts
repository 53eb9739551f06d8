export * from './annotations';
export * from './kinds';
export type * from './kpi';
export * from './library';
export * from './predicates';
export type * from './problem';
export * from './textAnnotations';
export * from './texts';
export * from './tree';
