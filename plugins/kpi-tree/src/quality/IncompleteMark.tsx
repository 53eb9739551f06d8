import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { kpiTreeTranslationRef } from '../translation';

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
  rejectedRows: number | undefined;
};

/** That the value before it is incomplete, with how much is missing on demand. */
export const IncompleteMark = ({ rejectedRows }: IncompleteMarkProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return rejectedRows ? (
    <>
      {' '}
      <span
        className={classes.root}
        title={t('chart.rejectedRows', { count: rejectedRows })}
      >
        {t('tree.incomplete')}
      </span>
    </>
  ) : null;
};
