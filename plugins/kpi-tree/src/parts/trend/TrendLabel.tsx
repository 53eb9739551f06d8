import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { meaningColor } from './meaningColor';
import { TrendGlyph } from './TrendGlyph';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: '0.35em',
    whiteSpace: 'nowrap',
  },
  icon: {
    width: '0.95em',
    height: '0.95em',
    flex: 'none',
    alignSelf: 'center',
    overflow: 'visible',
  },
});

/**
 * Whether a KPI improves, as arrow and text. The arrow points up where it
 * improves, whichever way its numbers go.
 */
export const TrendLabel = ({ trend }: { trend: Trend }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  const color =
    trend === 'improving' || trend === 'worsening'
      ? meaningColor(theme, trend)
      : theme.palette.textSubtle;
  return (
    <span className={classes.root} style={{ color }}>
      {trend !== 'unknown' && (
        <svg
          className={classes.icon}
          viewBox="-8 -8 16 16"
          aria-hidden
          focusable="false"
        >
          <TrendGlyph trend={trend} />
        </svg>
      )}
      {t(`status.${trend}`)}
    </span>
  );
};
