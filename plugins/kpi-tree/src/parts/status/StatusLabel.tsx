import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { statusColor } from './statusColors';
import { StatusGlyph } from './StatusGlyph';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: '0.45em',
    whiteSpace: 'nowrap',
    fontWeight: 600,
  },
  icon: {
    width: '1em',
    height: '1em',
    flex: 'none',
    alignSelf: 'center',
    overflow: 'visible',
  },
});

type StatusProps = { status: Status };

/** The shape of a status alone; what stands beside it has to say it in words. */
export const StatusIcon = ({ status }: StatusProps) => {
  const classes = useStyles();
  const theme = useTheme();
  return (
    <svg
      className={classes.icon}
      viewBox="-8 -8 16 16"
      style={{ color: statusColor(theme, status) }}
      aria-hidden
      focusable="false"
    >
      <StatusGlyph status={status} />
    </svg>
  );
};

/** A status as shape and text. */
export const StatusLabel = ({ status }: StatusProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  return (
    <span
      className={classes.root}
      style={{ color: statusColor(theme, status) }}
    >
      <StatusIcon status={status} />
      {t(`status.${status}`)}
    </span>
  );
};
