export { meaningColor } from './meaningColor';
export { NodeTrend } from './NodeTrend';
export { TrendGlyph } from './TrendGlyph';
export { TrendLabel } from './TrendLabel';
