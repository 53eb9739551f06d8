/**
 * KPIs and KPI trees in the search.
 *
 * @packageDocumentation
 */
export { searchModuleKpiTree as default } from './module';
export type { KpiTreeDocument } from './KpiTreeDocument';
