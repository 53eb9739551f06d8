/**
 * KPIs about the catalog itself.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleCatalog as default } from './module';
