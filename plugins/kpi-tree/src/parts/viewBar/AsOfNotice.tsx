import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import HistoryIcon from '@material-ui/icons/History';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
    padding: theme.spacing(0.5, 1.5),
    border: `1px solid ${theme.palette.primary.main}`,
    borderRadius: theme.shape.borderRadius,
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
  },
  icon: { color: theme.palette.primary.main },
  text: { flex: 1, minWidth: 160, fontWeight: 600 },
  button: { textTransform: 'none' },
}));

type AsOfNoticeProps = { asOf: string; onNow: () => void };

/** That one looks at the past, and the way back. */
export const AsOfNotice = ({ asOf, onNow }: AsOfNoticeProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  return (
    <div role="status" className={classes.root}>
      <HistoryIcon fontSize="small" className={classes.icon} />
      <span className={classes.text}>
        {t('portal.asOfDay', { date: formatPeriod(asOf, 'day', 'long') })}
      </span>
      <Button
        size="small"
        color="primary"
        className={classes.button}
        onClick={onNow}
      >
        {t('portal.backToNow')}
      </Button>
    </div>
  );
};
