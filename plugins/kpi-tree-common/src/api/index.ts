export type * from './definitions';
export type * from './run';
export * from './scorecard';
export type * from './series';
