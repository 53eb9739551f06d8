export * from './attention';
export { statusColor } from './statusColors';
export { StatusGlyph } from './StatusGlyph';
export { StatusIcon, StatusLabel } from './StatusLabel';
export { needsAttention, statusOrder } from '@internal/kpi-tree';
export { ScoreBar } from './ScoreBar';
export { ScoreRing } from './ScoreRing';
