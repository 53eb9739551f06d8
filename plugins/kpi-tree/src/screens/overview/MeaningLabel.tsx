import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { InsightEvidence } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { meaningColor } from '../../parts/trend';
import { kpiTreeTranslationRef } from '../../texts';

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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  return (
    <span
      className={classes.root}
      style={{ color: meaningColor(theme, evidence.meaning) }}
    >
      {t(`insights.${wordOf(evidence)}`)}
    </span>
  );
};

function wordOf({ kind, meaning }: InsightEvidence) {
  return kind === 'status' || kind === 'signal' ? meaning : kind;
}
