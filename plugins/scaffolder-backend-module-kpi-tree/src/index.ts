/**
 * Actions of templates that attach KPI trees and propose definitions.
 *
 * @packageDocumentation
 */
export { scaffolderModuleKpiTree as default } from './module';
