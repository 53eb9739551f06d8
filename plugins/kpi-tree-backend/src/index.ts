/**
 * KPI trees for Backstage: store, collector, evaluation and REST API.
 *
 * @packageDocumentation
 */
export { kpiTreePlugin as default } from './plugin';
