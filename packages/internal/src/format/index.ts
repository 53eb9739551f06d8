export { dateLocale, formatPeriod } from './formatPeriod';
export {
  formatBound,
  formatChange,
  formatNumber,
  formatPercentage,
  formatScore,
  formatValue,
} from './formatValue';
export { languageOf, languages, type Language } from './languages';
