export * from './attention';
export { statusColor } from './statusColors';
export { StatusGlyph } from './StatusGlyph';
export { StatusIcon, StatusLabel } from './StatusLabel';
export {
  needsAttention,
  statusOrder,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
export { ScoreBar } from './ScoreBar';
export { ScoreRing } from './ScoreRing';
