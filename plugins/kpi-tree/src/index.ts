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
export type { Filters } from './state/useView';
export { isKpiTreeAvailable } from './entity/isKpiTreeAvailable';
export { createKpiTreeColumn } from './column/createKpiTreeColumn';
export type { ValueStreamWidgetProps } from './home/ValueStreamWidget';
export type {
  KpiTreeSearchDocument,
  KpiTreeSearchResultProps,
} from './search/KpiTreeSearchResult';
export {
  EntityDefinitionCard,
  EntityDefinitionHistoryCard,
  EntityDefinitionUsageCard,
  EntityKpiTreeCard,
  EntityKpiTreeContent,
  HomePageMyKpis,
  HomePageValueStream,
  KpiTreePage,
  kpiTreePlugin,
  KpiTreeSearchResultListItem,
} from './plugin';
