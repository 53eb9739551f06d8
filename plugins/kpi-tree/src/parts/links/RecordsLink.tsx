import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  kpiTreeRecordReadPermission,
  type PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { useKpiPageRoute } from './useKpiPageRoute';

const useStyles = makeStyles({
  // As the text in its place, whose colour may say something
  root: { color: 'inherit', textDecoration: 'underline' },
});

type RecordsLinkProps = {
  scope: Scope;
  kpi: string;
  /** First day, `YYYY-MM-DD`. */
  period: string;
  /** First day of the period with which they are compared. */
  against?: string;
  periodType: PeriodType;
  /** What the records are of, in words. */
  title: string;
  /** What leads to them; a word for them if not given. */
  text?: string;
  tree?: string;
};

/**
 * A text that leads to the records of a period; only the text where the reader may see
 * none.
 */
export const RecordsLink = (props: RecordsLinkProps) => {
  const { scope, kpi, title } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const routeTo = useKpiPageRoute();
  const { params } = useKpiTreeParams();
  const { allowed } = usePermission({
    permission: kpiTreeRecordReadPermission,
  });
  if (!allowed) {
    return <>{props.text}</>;
  }
  const period = formatPeriod(props.period, props.periodType, 'long');
  const search = new URLSearchParams({ records: props.period });
  if (props.against) {
    search.set('against', props.against);
  }
  const tree = props.tree ?? params.tree;
  if (tree) {
    search.set('tree', tree);
  }
  if (params.asOf) {
    search.set('asOf', params.asOf);
  }
  return (
    <Link
      className={classes.root}
      to={`${routeTo(scope, kpi)}?${search}`}
      aria-label={
        props.text === undefined
          ? t('records.ofKpi', { kpi: title, period })
          : t('records.linkOf', { text: props.text, title, period })
      }
    >
      {props.text ?? t('records.link')}
    </Link>
  );
};
