export { kpiTreeApiRef } from './KpiTreeApi';
export type { KpiTreeApi, Scope } from './KpiTreeApi';
export { KpiTreeClient } from './KpiTreeClient';
