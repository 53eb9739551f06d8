export { meaningColor } from './meaningColor';
export { NodeTrend } from './NodeTrend';
export { TrendLabel } from './TrendLabel';
