import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { Scope } from '../../api';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { useKpiPageRoute } from './useKpiPageRoute';

const useStyles = makeStyles(theme => ({
  root: {
    flex: 'none',
    paddingTop: theme.spacing(0.5),
    fontSize: theme.typography.body2.fontSize,
  },
}));

type KpiPageLinkProps = { scope: Scope; kpi: string; tree: string };

/** To the page of a KPI, with what the drawer shows of it. */
export const KpiPageLink = ({ scope, kpi, tree }: KpiPageLinkProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const routeTo = useKpiPageRoute();
  const { params } = useKpiTreeParams();
  const search = new URLSearchParams({ tree });
  for (const name of [
    'asOf',
    'compare',
    'period',
    'records',
    'against',
  ] as const) {
    const value = params[name];
    if (value) {
      search.set(name, value);
    }
  }
  return (
    <Link className={classes.root} to={`${routeTo(scope, kpi)}?${search}`}>
      {t('portal.openAsPage')}
    </Link>
  );
};
