/**
 * KPIs that a database computes.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleSql as default } from './module';
