/**
 * KPI trees for Backstage: entity card, entity tab and portal page, for the
 * classic frontend system. The new one has them under `/alpha`.
 *
 * @packageDocumentation
 */
export * from './api';
export type { CardSection } from './screens/card/cardSections';
export type { EntityKpiTreeCardProps } from './screens/card/EntityKpiTreeCard';
export type { PortfolioDefaults } from './screens/portal/PortfolioDefaults';
export type { Filters } from './parts/view/useView';
export { isKpiTreeAvailable } from './parts/links/isKpiTreeAvailable';
export { createKpiTreeColumn } from './screens/column/createKpiTreeColumn';
export type { ValueStreamWidgetProps } from './screens/home/ValueStreamWidget';
export type {
  KpiTreeSearchDocument,
  KpiTreeSearchResultProps,
} from './screens/search/KpiTreeSearchResult';
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
