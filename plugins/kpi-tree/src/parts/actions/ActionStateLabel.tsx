import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { statusColor } from '../status';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-block',
    padding: theme.spacing(0, 0.75),
    border: '1px solid currentColor',
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
}));

type ActionStateLabelProps = {
  action: Pick<ActionView, 'state' | 'isOverdue'>;
};

/** How far an action is, as a word; one that should be done and is not stands out. */
export const ActionStateLabel = ({
  action: { state, isOverdue },
}: ActionStateLabelProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  const isOver = state === 'done' || state === 'cancelled';
  const color = isOver ? theme.palette.textSubtle : theme.palette.text.primary;
  return (
    <>
      <span className={classes.root} style={{ color }}>
        {t(`action.state-${state}`)}
      </span>
      {isOverdue && (
        <>
          {' '}
          <span
            className={classes.root}
            style={{ color: statusColor(theme, 'off-target') }}
          >
            {t('action.overdue')}
          </span>
        </>
      )}
    </>
  );
};
