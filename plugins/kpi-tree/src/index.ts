/**
 * KPI trees for Backstage: entity card, entity tab and portal page, for the
 * classic frontend system. The new one has them under `/alpha`.
 *
 * @packageDocumentation
 */
export * from './api';
export type { CardSection } from './card/cardSections';
export type { EntityKpiTreeCardProps } from './card/EntityKpiTreeCard';
export type { PortfolioDefaults } from './page/PortfolioDefaults';
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
