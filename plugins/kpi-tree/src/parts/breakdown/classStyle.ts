import type { Theme } from '@material-ui/core/styles';
import type { BreakdownClassName } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Distinct on light and on dark, and none of them one of a status. */
const COLORS = [
  '#3f7fbf',
  '#d9822b',
  '#8f6bb3',
  '#1f9c9c',
  '#b5577f',
  '#8a7a2e',
  '#6f7fd6',
  '#a0644a',
  '#4f8f5f',
  '#7a8794',
];

/** The background of a class in charts and their legend. */
export function classBackground(
  theme: Theme,
  { kind }: BreakdownClassName,
  index: number,
): string {
  const quiet = theme.palette.textSubtle;
  switch (kind) {
    case 'unknown':
      return `repeating-linear-gradient(45deg, ${quiet} 0 1px, transparent 1px 5px)`;
    case 'other':
      return theme.palette.type === 'dark' ? '#5b5f66' : '#b9bec6';
    default:
      return COLORS[index % COLORS.length];
  }
}
