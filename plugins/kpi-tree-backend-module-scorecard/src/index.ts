/**
 * KPIs from the scorecard plugin of Red Hat Developer Hub.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleScorecard as default } from './module';
