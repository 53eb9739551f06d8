export * from './attention';
export { statusColor } from './statusColors';
export { StatusGlyph } from './StatusGlyph';
export { StatusIcon, StatusLabel } from './StatusLabel';
export { statusOrder } from './statusOrder';
export { ScoreBar } from './ScoreBar';
export { ScoreRing } from './ScoreRing';
