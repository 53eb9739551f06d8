import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { Known } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 400,
    whiteSpace: 'nowrap',
  },
}));

type IncompleteMarkProps = {
  /** How many rows of the source could not be used; nothing is shown for none. */
  rejectedRows?: number;
  /** How much of the period is known; nothing is shown if that is all. */
  known?: Known;
};

/**
 * That the value before it is incomplete: how much of its period is known, and that rows
 * are missing, with their number on demand.
 */
export const IncompleteMark = ({
  rejectedRows,
  known,
}: IncompleteMarkProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <>
      {known && (
        <>
          {' '}
          <span className={classes.root}>{t('chart.knownDays', known)}</span>
        </>
      )}
      {rejectedRows ? (
        <>
          {' '}
          <span
            className={classes.root}
            title={t('chart.rejectedRows', { count: rejectedRows })}
          >
            {t('tree.rejectedRows')}
          </span>
        </>
      ) : null}
    </>
  );
};
