import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { InsightEvidence } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { meaningColor } from '../trend';

const labels: Record<InsightEvidence['meaning'], string> = {
  improving: 'Better',
  worsening: 'Worse',
  change: 'Changed',
};

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-block',
    minWidth: '5.5em',
    padding: theme.spacing(0, 0.75),
    border: '1px solid currentColor',
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 600,
    textAlign: 'center',
    whiteSpace: 'nowrap',
  },
}));

/** Whether something is good or bad news, or may become so, as a word. */
export const MeaningLabel = ({ evidence }: { evidence: InsightEvidence }) => {
  const classes = useStyles();
  const theme = useTheme();
  return (
    <span
      className={classes.root}
      style={{ color: meaningColor(theme, evidence.meaning) }}
    >
      {labelOf(evidence)}
    </span>
  );
};

function labelOf({ kind, meaning }: InsightEvidence): string {
  switch (kind) {
    case 'forecast':
      return 'Forecast';
    case 'stale':
      return 'Stale';
    default:
      return labels[meaning];
  }
}
