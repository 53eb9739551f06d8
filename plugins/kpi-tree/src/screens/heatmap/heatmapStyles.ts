import { alpha, makeStyles, Theme } from '@material-ui/core/styles';
import type { Status, Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor, StatusGlyph } from '../../parts/status';
import { TrendGlyph } from '../../parts/trend';
import { glyphImage } from './glyphImage';

/** The sizes of the grid in pixels. */
export type GridSizes = {
  row: number;
  group: number;
  name: number;
  score: number;
  column: number;
  span: number;
  head: number;
};

const comfortable: GridSizes = {
  row: 40,
  group: 36,
  name: 240,
  score: 84,
  column: 116,
  span: 26,
  head: 62,
};

const compact: GridSizes = { ...comfortable, row: 28, group: 30, column: 88 };

/** @param narrow - on a phone the names leave room for at least two columns */
export function gridSizes(isCompact: boolean, narrow: boolean): GridSizes {
  const sizes = isCompact ? compact : comfortable;
  return narrow ? { ...sizes, name: 132, score: 64 } : sizes;
}

/**
 * Whether a text may not fit. Only then is it clipped: hundreds of clipped texts do not
 * scroll smoothly.
 *
 * @param width - in pixels
 */
export function mayOverflow(text: string, width: number): boolean {
  return text.length * 9 > width || /[^ -~]/.test(text);
}

/** How much of the colour of a status is in its cells: text on it stays AA. */
const TINT = { light: 0.16, dark: 0.26 };

/** The ground of a cell with a status that judges something. */
export function cellColor(theme: Theme, status: Status): string {
  return alpha(statusColor(theme, status), TINT[theme.palette.type]);
}

const glyph = (theme: Theme, status: Status) => ({
  backgroundImage: glyphImage(
    StatusGlyph,
    { status },
    statusColor(theme, status),
  ),
});

const judged = (theme: Theme, status: Status) => ({
  ...glyph(theme, status),
  backgroundColor: cellColor(theme, status),
});

const arrow = (theme: Theme, trend: Trend) => ({
  '&::after': {
    content: '""',
    flex: 'none',
    width: 12,
    height: 12,
    backgroundImage: glyphImage(
      TrendGlyph,
      { trend },
      theme.palette.text.primary,
    ),
  },
});

const focusRing = (theme: Theme) => ({
  '&:focus': { outline: 'none' },
  '&:focus-visible': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
    zIndex: 1,
  },
});

export const useHeatmapStyles = makeStyles(
  theme => ({
    scroller: {
      position: 'relative',
      overflow: 'auto',
      // So that the page itself does not need to scroll on most screens
      maxHeight: 'max(380px, calc(100vh - 330px))',
      contain: 'content',
      overscrollBehaviorX: 'contain',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.primary,
      fontSize: theme.typography.body2.fontSize,
      lineHeight: 1.3,
    },
    head: {
      position: 'sticky',
      top: 0,
      zIndex: 3,
      backgroundColor: theme.palette.background.paper,
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    headRow: { position: 'relative' },
    headCell: {
      position: 'absolute',
      top: 0,
      height: '100%',
      boxSizing: 'border-box',
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'flex-end',
      padding: theme.spacing(0.5, 0.75),
      fontSize: theme.typography.caption.fontSize,
      fontWeight: 600,
      lineHeight: 1.25,
      color: theme.palette.textSubtle,
      cursor: 'pointer',
      '&:hover': { color: theme.palette.text.primary },
      ...focusRing(theme),
    },
    sorted: { color: theme.palette.text.primary },
    headTitle: {
      display: '-webkit-box',
      WebkitLineClamp: 3,
      WebkitBoxOrient: 'vertical',
      overflow: 'hidden',
      overflowWrap: 'break-word',
      hyphens: 'auto',
    },
    span: {
      position: 'absolute',
      top: 0,
      height: '100%',
      boxSizing: 'border-box',
      padding: theme.spacing(0.5, 0.75, 0),
      borderLeft: `1px solid ${theme.palette.divider}`,
      fontSize: theme.typography.caption.fontSize,
      whiteSpace: 'nowrap',
      // Not hidden: that would make it the place in which its title sticks
      overflow: 'clip',
      textOverflow: 'ellipsis',
      color: theme.palette.textSubtle,
    },
    outerSpan: { fontWeight: 600, color: theme.palette.text.primary },
    corner: {
      position: 'sticky',
      left: 0,
      zIndex: 2,
      height: '100%',
      backgroundColor: theme.palette.background.paper,
      borderRight: `1px solid ${theme.palette.divider}`,
      boxSizing: 'border-box',
    },
    row: { position: 'absolute', left: 0 },
    name: {
      position: 'sticky',
      left: 0,
      zIndex: 2,
      height: '100%',
      boxSizing: 'border-box',
      display: 'flex',
      alignItems: 'center',
      padding: theme.spacing(0, 1),
      backgroundColor: theme.palette.background.paper,
      borderRight: `1px solid ${theme.palette.divider}`,
      ...focusRing(theme),
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
        zIndex: 2,
      },
      '& > a': {
        whiteSpace: 'nowrap',
        lineHeight: '24px',
        color: theme.palette.primary.main,
        textDecoration: 'none',
        '&:hover': { textDecoration: 'underline' },
      },
    },
    group: {
      borderTop: `1px solid ${theme.palette.divider}`,
      backgroundColor: theme.palette.background.default,
    },
    groupCell: {
      position: 'sticky',
      left: 0,
      height: '100%',
      maxWidth: '100%',
      boxSizing: 'border-box',
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      padding: theme.spacing(0, 1, 0, 0.5),
      cursor: 'pointer',
      fontWeight: 600,
      whiteSpace: 'nowrap',
      ...focusRing(theme),
      '& > svg': { fontSize: '1.25rem', color: theme.palette.textSubtle },
    },
    foldedChevron: { transform: 'rotate(-90deg)' },
    groupCount: { fontWeight: 400, color: theme.palette.textSubtle },
    cell: {
      position: 'absolute',
      top: 1,
      bottom: 1,
      boxSizing: 'border-box',
      display: 'flex',
      alignItems: 'center',
      gap: 5,
      padding: '0 6px 0 23px',
      backgroundRepeat: 'no-repeat',
      backgroundPosition: '6px center',
      backgroundSize: '12px 12px',
      borderRadius: 3,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
      cursor: 'pointer',
      ...focusRing(theme),
      '&:hover': { boxShadow: `inset 0 0 0 1px ${theme.palette.textSubtle}` },
    },
    small: { fontSize: theme.typography.caption.fontSize },
    cellValue: { flex: 1 },
    clipped: { overflow: 'hidden', textOverflow: 'ellipsis' },
    'on-target': judged(theme, 'on-target'),
    'at-risk': judged(theme, 'at-risk'),
    'off-target': judged(theme, 'off-target'),
    'no-target': {
      ...glyph(theme, 'no-target'),
      boxShadow: `inset 0 0 0 1px ${theme.palette.divider}`,
    },
    'no-data': {
      ...glyph(theme, 'no-data'),
      color: theme.palette.textSubtle,
    },
    stale: { ...glyph(theme, 'stale'), color: theme.palette.textSubtle },
    incomplete: {
      ...glyph(theme, 'incomplete'),
      color: theme.palette.textSubtle,
    },
    // A corner is missing
    rowsMissing: {
      '&::before': {
        content: '""',
        position: 'absolute',
        top: 0,
        right: 0,
        borderStyle: 'solid',
        borderWidth: '0 8px 8px 0',
        borderColor: `transparent ${theme.palette.textSubtle} transparent transparent`,
      },
    },
    improving: arrow(theme, 'improving'),
    worsening: arrow(theme, 'worsening'),
    // After those of its status
    score: {
      backgroundColor: 'transparent',
      boxShadow: 'none',
      color: theme.palette.text.primary,
    },
    notAttached: { cursor: 'default', '&:hover': { boxShadow: 'none' } },
    waiting: { padding: theme.spacing(0, 1) },
  }),
  { name: 'KpiTreeHeatmap' },
);

export type HeatmapClasses = ReturnType<typeof useHeatmapStyles>;
