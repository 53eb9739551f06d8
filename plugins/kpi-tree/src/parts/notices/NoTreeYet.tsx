import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { CopyLines } from '../controls/CopyLines';
import type { Scope } from '../../api';
import { registerRouteRef } from '../links/routes';
import { useTrees } from '../../queries/useTrees';
import { kpiTreeTranslationRef } from '../../texts';
import { useSearchLink } from '../links/useSearchLink';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: 680,
    padding: theme.spacing(3),
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
  },
  ways: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
  },
  note: { color: theme.palette.textSubtle },
  code: {
    margin: theme.spacing(0, 0, 1.5),
    overflowX: 'auto',
    '& pre': { margin: 0 },
  },
}));

/** The tree of the built-in library: an example where there is none to offer. */
const EXAMPLE = 'it-transformation';

/** No tree applies to anything of a scope: the lines that change this. */
export const NoTreeYet = ({ scope }: { scope: Scope }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const register = useRouteRef(registerRouteRef);
  // Only a help to choose: without an answer there is still the example
  const { value } = useTrees();
  const tree = value?.items[0]?.name ?? EXAMPLE;
  return (
    <Paper className={classes.root}>
      <h2 className={classes.title}>{t('overview.emptyTitle')}</h2>
      <p>{t(scope === 'all' ? 'overview.emptyAll' : 'overview.emptyScope')}</p>
      <div className={classes.code}>
        <CopyLines
          text={`metadata:\n  annotations:\n    kpi-tree.io/tree: ${tree}`}
        />
      </div>
      <p className={classes.note}>{t('overview.emptyRights')}</p>
      <div className={classes.ways}>
        <Link to={linkTo({ tab: 'library' })}>
          {t('overview.emptyLibrary')}
        </Link>
        {register && <Link to={register()}>{t('overview.emptyRegister')}</Link>}
      </div>
    </Paper>
  );
};
