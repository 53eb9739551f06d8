export { formatPeriod } from './formatPeriod';
export {
  formatChange,
  formatNumber,
  formatPercentage,
  formatValue,
} from './formatValue';
