import type { Theme } from '@material-ui/core/styles';
import { statusColor } from '../../../parts/status';
import { meaningColor } from '../../../parts/trend';
import type { CardText, Tone } from './nodeCard';

/** The colour of what shows a status or a trend. */
export function toneColor(theme: Theme, tone: Tone): string {
  switch (tone) {
    case 'improving':
    case 'worsening':
      return meaningColor(theme, tone);
    case 'stable':
    case 'unknown':
      return theme.palette.textSubtle;
    default:
      return statusColor(theme, tone);
  }
}

/** The colour of a text on a card. */
export function textColor(theme: Theme, { tone, style }: CardText): string {
  if (tone) {
    return toneColor(theme, tone);
  }
  return style === 'title' || style === 'number'
    ? theme.palette.text.primary
    : theme.palette.textSubtle;
}
