import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { CopyLines } from '../../parts/controls/CopyLines';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpiTreeTranslationRef } from '../../texts';
import type { Me } from '../../queries/useMe';

const useStyles = makeStyles(theme => ({
  root: { maxWidth: 680, padding: theme.spacing(3) },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
  },
  where: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  code: {
    marginBottom: theme.spacing(1.5),
    overflowX: 'auto',
    '& pre': { margin: 0 },
  },
}));

/** A KPI of the built-in library. */
const EXAMPLE = 'incident-mttr';

type NothingOwnedProps = { me: Me | undefined; owner: string | undefined };

/** Somebody owns no KPI: the lines by which one comes to own some. */
export const NothingOwned = ({ me, owner }: NothingOwnedProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const isMine = !owner || owner === me?.user;
  const ref = owner ?? me?.user ?? 'group:default/my-team';
  return (
    <Paper className={classes.root}>
      <h2 className={classes.title}>
        {isMine
          ? t('mine.emptyMineTitle')
          : t('mine.emptyOtherTitle', { owner: ref })}
      </h2>
      <p>{t('mine.emptyText')}</p>
      <h3 className={classes.where}>{t('mine.emptyService')}</h3>
      <div className={classes.code}>
        <CopyLines
          text={`metadata:\n  annotations:\n    kpi-tree.io/owner.${EXAMPLE}: ${ref}`}
        />
      </div>
      <h3 className={classes.where}>{t('mine.emptyKpi')}</h3>
      <div className={classes.code}>
        <CopyLines text={`spec:\n  owner: ${ref}`} />
      </div>
      <Link to={linkTo({ tab: 'library', owner: undefined })}>
        {t('mine.emptyLibrary')}
      </Link>
    </Paper>
  );
};
