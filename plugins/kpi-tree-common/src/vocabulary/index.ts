export * from './aggregations';
export type * from './bounds';
export type * from './known';
export * from './kpi';
export * from './signalSettings';
export type * from './status';
export type * from './targetChange';
export * from './weightedValue';
