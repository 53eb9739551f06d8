/**
 * KPIs from the ratings of entity-feedback.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleEntityFeedback as default } from './module';
