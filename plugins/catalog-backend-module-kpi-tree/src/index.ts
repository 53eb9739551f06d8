/**
 * Makes the kinds `Kpi` and `KpiTree` known to the catalog, and reports the
 * mistakes in them and in the `kpi-tree.io/*` annotations of any entity on the
 * page of that entity.
 *
 * @packageDocumentation
 */
export { catalogModuleKpiTree as default } from './module';
export { KpiTreeEntityProcessor } from './processor/KpiTreeEntityProcessor';
export type { FindOwnDefinitions } from './processor/ownDefinitions';
export type { DefinitionNames } from './processor/relations';
