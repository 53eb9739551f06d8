import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { LoadError } from '../notices/LoadError';
import { useFormat } from '../format';
import { IncompleteMark } from '../quality/IncompleteMark';
import { useView } from '../view/useView';
import { StatusLabel } from '../status';
import { MemberDistribution } from '../nodes/cells';
import { kpiTreeTranslationRef } from '../../texts';
import { useMembers } from '../../queries/useMembers';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
    marginBottom: theme.spacing(0.5),
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 7.5em 6em',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  name: { overflowWrap: 'anywhere' },
  value: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
}));

type MemberListProps = {
  scope: Scope;
  node: KpiScorecardNode;
};

/** How the members of a scope stand with a KPI on the day of the view, the worst first. */
export const MemberList = ({ scope, node }: MemberListProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatValue } = useFormat();
  const classes = useStyles();
  const { asOf } = useView();
  const { items, page, loading, error, more } = useMembers(
    node.kpi,
    scope,
    asOf,
  );
  const total = page?.totalItems ?? 0;
  return (
    <section>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('drawer.members')}</h3>
        {node.members && <MemberDistribution members={node.members} />}
      </div>
      <ul className={classes.list} aria-label={t('drawer.membersList')}>
        {items.map(member => (
          <li key={member.entityRef} className={classes.item}>
            <EntityRefLink
              className={classes.name}
              entityRef={member.entityRef}
              title={member.title}
            />
            <StatusLabel status={member.status} />
            <span className={classes.value}>
              {member.value === null
                ? '–'
                : formatValue(member.value, node.unit)}
              <IncompleteMark
                rejectedRows={member.rejectedRows}
                known={member.known}
              />
            </span>
          </li>
        ))}
      </ul>
      {loading && (
        <div role="status" aria-label={t('drawer.membersLoading')}>
          <Skeleton height={34} />
          <Skeleton height={34} />
        </div>
      )}
      {error && (
        <LoadError
          title={t('drawer.membersError')}
          error={error}
          onRetry={more}
        />
      )}
      {!loading && !error && items.length < total && (
        <Button size="small" color="primary" onClick={more}>
          {t('drawer.more', { number: formatCount(total - items.length) })}
        </Button>
      )}
    </section>
  );
};
