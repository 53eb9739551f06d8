import type { Theme } from '@material-ui/core/styles';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * Backstage's own palette of statuses is made for large areas: as text on a
 * white card its green and orange reach a contrast of 2.5 only. These hues are
 * its neighbours that reach 4.5 (WCAG AA) on every surface of both themes, and
 * that stay apart for people who cannot tell red from green: teal, amber and
 * red differ in lightness too.
 */
const judged = {
  light: {
    'on-target': '#0B6E57',
    'at-risk': '#8A5200',
    'off-target': '#B3182D',
  },
  dark: {
    'on-target': '#6FD9B8',
    'at-risk': '#FFC66B',
    'off-target': '#FFB0AB',
  },
};

/** The colour of a status in a theme; what is not judged takes that of text. */
export function statusColor(theme: Theme, status: Status): string {
  switch (status) {
    case 'on-target':
    case 'at-risk':
    case 'off-target':
      return judged[theme.palette.type][status];
    default:
      return theme.palette.textSubtle;
  }
}
