/**
 * KPIs from Prometheus and what speaks like it.
 *
 * @packageDocumentation
 */
export { kpiTreeModulePrometheus as default } from './module';
