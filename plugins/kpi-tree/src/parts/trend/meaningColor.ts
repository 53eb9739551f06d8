import type { Theme } from '@material-ui/core/styles';
import type { Signal } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor } from '../status';

/** The colour of a signal by what it means. */
export function meaningColor(theme: Theme, meaning: Signal['meaning']): string {
  switch (meaning) {
    case 'improving':
      return statusColor(theme, 'on-target');
    case 'worsening':
      return statusColor(theme, 'off-target');
    default:
      return theme.palette.text.primary;
  }
}
