export * from './attention';
export { statusColor } from './statusColors';
export { StatusGlyph } from './StatusGlyph';
export { StatusIcon, StatusLabel } from './StatusLabel';
export { statusLabels, statusOrder } from './statusLabels';
export { ScoreBar } from './ScoreBar';
export { ScoreRing } from './ScoreRing';
