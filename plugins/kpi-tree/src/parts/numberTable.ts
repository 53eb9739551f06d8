import type { Theme } from '@material-ui/core/styles';
import type { CreateCSSProperties } from '@material-ui/core/styles/withStyles';

/** Each row begins with what it is about. */
export const firstColumn: CreateCSSProperties = {
  textAlign: 'left',
  fontWeight: 400,
  paddingLeft: 0,
};

const heading = (theme: Theme): CreateCSSProperties => ({
  color: theme.palette.textSubtle,
  fontSize: theme.typography.caption.fontSize,
});

/** The style of a table of numbers, which stand below each other at the right. */
export const numberTable = (theme: Theme): CreateCSSProperties => ({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: theme.typography.body2.fontSize,
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': {
    padding: theme.spacing(0.5, 1),
    textAlign: 'right',
    whiteSpace: 'nowrap',
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  '& thead th': heading(theme),
  '& th:first-child': firstColumn,
});

/** As {@link numberTable}, with a heading that stays while the rows scroll below it. */
export const scrollingNumberTable = (theme: Theme): CreateCSSProperties => ({
  ...numberTable(theme),
  '& thead th': {
    ...heading(theme),
    position: 'sticky',
    top: 0,
    backgroundColor: theme.palette.background.paper,
  },
});
