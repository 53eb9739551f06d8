import { alpha, makeStyles, Theme } from '@material-ui/core/styles';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor } from '../status';

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

/** How much of the colour of a status is in its cells: text on it stays AA. */
const TINT = { light: 0.16, dark: 0.26 };

/** The ground of a cell with a status that judges something. */
export function cellColor(theme: Theme, status: Status): string {
  return alpha(statusColor(theme, status), TINT[theme.palette.type]);
}

const judged = (theme: Theme, status: Status) => ({
  backgroundColor: cellColor(theme, status),
  '& > svg[data-status]': { color: statusColor(theme, status) },
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
        overflow: 'hidden',
        whiteSpace: 'nowrap',
        textOverflow: 'ellipsis',
        lineHeight: '24px',
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
      padding: '0 6px',
      borderRadius: 3,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
      cursor: 'pointer',
      ...focusRing(theme),
      '&:hover': { boxShadow: `inset 0 0 0 1px ${theme.palette.textSubtle}` },
      '& > svg': { flex: 'none', width: 12, height: 12, overflow: 'visible' },
    },
    small: { fontSize: theme.typography.caption.fontSize },
    cellValue: { flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' },
    'on-target': judged(theme, 'on-target'),
    'at-risk': judged(theme, 'at-risk'),
    'off-target': judged(theme, 'off-target'),
    'no-target': { boxShadow: `inset 0 0 0 1px ${theme.palette.divider}` },
    'no-data': { color: theme.palette.textSubtle },
    stale: { color: theme.palette.textSubtle },
    notAttached: { cursor: 'default', '&:hover': { boxShadow: 'none' } },
    waiting: { padding: theme.spacing(0, 1) },
  }),
  { name: 'KpiTreeHeatmap' },
);

export type HeatmapClasses = ReturnType<typeof useHeatmapStyles>;
