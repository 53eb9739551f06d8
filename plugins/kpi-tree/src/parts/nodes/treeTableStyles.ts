import { makeStyles } from '@material-ui/core/styles';

/** Below these widths of the table, not of the window, columns give way. */
const COMPACT = '@container kpi-tree (max-width: 679.95px)';
const SMALL = '@container kpi-tree (max-width: 999.95px)';
const MEDIUM = '@container kpi-tree (max-width: 1179.95px)';

const visuallyHidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

export const useTreeTableStyles = makeStyles(
  theme => ({
    root: {
      containerType: 'inline-size',
      containerName: 'kpi-tree',
      // The focus ring of the first and last row lies outside of them
      padding: 2,
      margin: -2,
      overflowX: 'auto',
    },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: theme.typography.body2.fontSize,
      lineHeight: 1.35,
      color: theme.palette.text.primary,
      [COMPACT]: { display: 'block', '& > tbody': { display: 'block' } },
    },
    head: { [COMPACT]: visuallyHidden },
    headCell: {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      fontSize: theme.typography.caption.fontSize,
      fontWeight: 600,
      color: theme.palette.textSubtle,
      borderBottom: `1px solid ${theme.palette.divider}`,
      whiteSpace: 'nowrap',
    },
    row: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      cursor: 'default',
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus': { outline: 'none' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      [COMPACT]: {
        display: 'grid',
        gridTemplateColumns: '1fr auto',
        padding: theme.spacing(0.75, 0),
      },
    },
    clickable: { cursor: 'pointer' },
    selected: {
      backgroundColor: theme.palette.action.hover,
      boxShadow: `inset 3px 0 0 ${theme.palette.primary.main}`,
    },
    cell: {
      padding: theme.spacing(0.75, 1),
      verticalAlign: 'middle',
      textAlign: 'left',
      [COMPACT]: { display: 'none', padding: theme.spacing(0.125, 0.5) },
    },
    number: {
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
    },
    nameCell: {
      width: '28%',
      minWidth: 200,
      [SMALL]: { width: '38%' },
      [COMPACT]: { display: 'block', width: 'auto', gridColumn: '1 / -1' },
    },
    // In the compact list status and value stand below the name, in its indent
    statusCell: {
      whiteSpace: 'nowrap',
      [COMPACT]: {
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: theme.spacing(1.5),
        paddingLeft: 'calc(var(--kpi-tree-level) * 12px + 28px) !important',
      },
    },
    nowrap: { whiteSpace: 'nowrap' },
    // In the compact list a line of its own
    beforeCell: {
      whiteSpace: 'nowrap',
      [COMPACT]: {
        display: 'block',
        gridColumn: '1 / -1',
        paddingLeft: 'calc(var(--kpi-tree-level) * 12px + 28px) !important',
        '&:empty': { display: 'none' },
      },
    },
    before: {
      display: 'flex',
      flexDirection: 'column',
      fontVariantNumeric: 'tabular-nums',
      [COMPACT]: { flexDirection: 'row', gap: theme.spacing(1.5) },
    },
    beforeLabel: {
      ...visuallyHidden,
      // Without the head of the table it has to say what it is
      [COMPACT]: {
        position: 'static',
        width: 'auto',
        height: 'auto',
        clipPath: 'none',
      },
    },
    change: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: '0.35em',
      fontSize: theme.typography.caption.fontSize,
      '& svg': { width: '0.95em', height: '0.95em', overflow: 'visible' },
    },
    // A mark goes below a value beside which there is no room
    kpiValueCell: { [COMPACT]: { display: 'block', whiteSpace: 'normal' } },
    // What a hidden column says stands in another cell
    untilMedium: { display: 'none', [MEDIUM]: { display: 'inline' } },
    untilSmall: {
      display: 'none',
      [SMALL]: { display: 'block' },
      [COMPACT]: { display: 'inline' },
    },
    fromMedium: { [MEDIUM]: { display: 'none' } },
    fromSmall: { [SMALL]: { display: 'none' } },
    // After fromSmall, which it outdoes
    nodeScoreCell: { [COMPACT]: { display: 'block' } },
    name: {
      display: 'flex',
      alignItems: 'flex-start',
      minWidth: 0,
      paddingLeft: 'calc(var(--kpi-tree-level) * 20px)',
      [COMPACT]: { paddingLeft: 'calc(var(--kpi-tree-level) * 12px)' },
    },
    chevron: {
      flex: 'none',
      width: 20,
      height: '1.35em',
      marginRight: 4,
      display: 'inline-flex',
      alignItems: 'center',
      color: theme.palette.textSubtle,
      '& svg': {
        width: 18,
        height: 18,
        transition: theme.transitions.create('transform', { duration: 120 }),
      },
      '@media (prefers-reduced-motion: reduce)': {
        '& svg': { transition: 'none' },
      },
    },
    folded: { '& svg': { transform: 'rotate(-90deg)' } },
    title: { fontWeight: 600, overflowWrap: 'break-word' },
    rootTitle: { fontSize: theme.typography.body1.fontSize },
    kpiTitle: {
      font: 'inherit',
      color: 'inherit',
      textAlign: 'left',
      padding: 0,
      border: 0,
      background: 'none',
      cursor: 'pointer',
      '$row:hover &': { textDecoration: 'underline' },
    },
    caption: {
      display: 'block',
      fontSize: theme.typography.caption.fontSize,
      fontWeight: 400,
      color: theme.palette.textSubtle,
      whiteSpace: 'normal',
    },
    problem: {
      display: 'flex',
      gap: 6,
      alignItems: 'baseline',
      marginTop: 2,
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.text.primary,
      '& svg': { alignSelf: 'flex-start', marginTop: 2 },
    },
    muted: { color: theme.palette.textSubtle },
    owner: { maxWidth: 190, minWidth: 150, [MEDIUM]: { minWidth: 104 } },
  }),
  { name: 'KpiTreeTable' },
);

export type TreeTableClasses = ReturnType<typeof useTreeTableStyles>;
