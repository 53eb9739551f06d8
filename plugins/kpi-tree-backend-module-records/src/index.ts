/**
 * KPIs from work records: incidents, releases, requests.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleRecords as default } from './module';
