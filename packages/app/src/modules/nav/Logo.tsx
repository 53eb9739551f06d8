import { makeStyles } from '@material-ui/core';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 14,
    color: theme.palette.navigation.selectedColor,
    fontSize: '1.25rem',
    fontWeight: 600,
    letterSpacing: '0.01em',
    whiteSpace: 'nowrap',
  },
  mark: {
    width: 28,
    height: 28,
    flex: 'none',
    color: theme.palette.navigation.indicator,
  },
}));

/** The sign of the portal, a small tree, with its name where there is room. */
export const Logo = ({ withName }: { withName: boolean }) => {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <svg
        className={classes.mark}
        viewBox="0 0 28 28"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        aria-hidden
        focusable="false"
      >
        <path d="M14 9 V14 M6 20 V14 H22 V20" strokeLinejoin="round" />
        <circle cx={14} cy={6} r={3.5} fill="currentColor" stroke="none" />
        <circle cx={6} cy={22} r={3.5} fill="currentColor" stroke="none" />
        <path
          d="M22 17.6 L26.4 22 L22 26.4 L17.6 22 Z"
          fill="currentColor"
          stroke="none"
        />
      </svg>
      {withName && 'KPI Tree'}
    </span>
  );
};
