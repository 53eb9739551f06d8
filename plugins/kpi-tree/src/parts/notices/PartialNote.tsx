import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

/** That members may be missing, where the user may not see everything. */
export const PartialNote = ({ partial }: { partial: boolean | undefined }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return partial ? <p className={classes.root}>{t('common.partial')}</p> : null;
};
