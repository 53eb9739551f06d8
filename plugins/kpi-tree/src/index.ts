/**
 * KPI trees for Backstage: entity card, entity tab and portal page, for the
 * classic frontend system. The new one has them under `/alpha`.
 *
 * @packageDocumentation
 */
export * from './api';
export { isKpiTreeAvailable } from './entity/isKpiTreeAvailable';
export {
  EntityDefinitionCard,
  EntityDefinitionHistoryCard,
  EntityDefinitionUsageCard,
  EntityKpiTreeCard,
  EntityKpiTreeContent,
  KpiTreePage,
  kpiTreePlugin,
} from './plugin';
