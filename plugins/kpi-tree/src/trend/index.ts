export { meaningColor } from './meaningColor';
export { TrendLabel } from './TrendLabel';
