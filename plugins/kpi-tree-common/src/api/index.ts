export type * from './definitions';
export type * from './drafts';
export type * from './run';
export * from './scorecard';
export type * from './series';
