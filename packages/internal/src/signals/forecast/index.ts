export { summariseChances } from './chances';
export { forecast } from './forecast';
export { forecastRareCount } from './rareCount';
export { reachableFrom } from './reachable';
