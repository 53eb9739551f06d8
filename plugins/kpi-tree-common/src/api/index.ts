export * from './contribution';
export * from './quality';
export * from './scorecard';
export type * from './definitions';
export type * from './drafts';
export type * from './run';
export type * from './series';
export type * from './views';
export * from './status';
