import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../translation';
import { meaningColor } from './meaningColor';

const paths: Partial<Record<Trend, string>> = {
  improving: 'M-5 5 L4 -4 M-2 -5 H5 V2',
  worsening: 'M-5 -5 L4 4 M-2 5 H5 V-2',
  stable: 'M-6 0 H5 M1 -4 L5 0 L1 4',
};

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
 * Whether a KPI gets better, as arrow and text. The arrow points up where it gets
 * better, whichever way its numbers go.
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
      {paths[trend] && (
        <svg
          className={classes.icon}
          viewBox="-8 -8 16 16"
          aria-hidden
          focusable="false"
        >
          <path
            d={paths[trend]}
            fill="none"
            stroke="currentColor"
            strokeWidth={2}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      )}
      {t(`status.${trend}`)}
    </span>
  );
};
