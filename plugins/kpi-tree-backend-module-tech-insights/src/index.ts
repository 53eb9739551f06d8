/**
 * KPIs from the facts of tech-insights.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleTechInsights as default } from './module';
