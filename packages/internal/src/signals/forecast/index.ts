export { summariseChances } from './chances';
export { forecast, type ForecastOptions } from './forecast';
export { forecastRareCount } from './rareCount';
export { reachableFrom } from './reachable';
