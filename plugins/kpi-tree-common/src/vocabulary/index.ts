export * from './aggregations';
export * from './bounds';
export * from './kpi';
export * from './signalSettings';
export * from './targetChange';
