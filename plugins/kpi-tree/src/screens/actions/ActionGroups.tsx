import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { ReactNode } from 'react';
import { ActionItem } from '../../parts/actions/ActionItem';
import { useKpiPageRoute } from '../../parts/links/useKpiPageRoute';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpiTreeTranslationRef } from '../../texts';
import type { ActionGroup } from './actionQuery';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  title: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  count: {
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 400,
    color: theme.palette.textSubtle,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
}));

type ActionGroupsProps = {
  items: ActionView[];
  by: ActionGroup;
  /** `YYYY-MM-DD` */
  today: string;
  onEdit: (action: ActionView) => void;
};

/** Actions by how far they are, who does them, or what they are for. */
export const ActionGroups = ({
  items,
  by,
  today,
  onEdit,
}: ActionGroupsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <>
      {groupsOf(items, by).map(([key, group]) => (
        <Paper key={key} className={classes.root} component="section">
          <h2 className={classes.title}>
            {headOf(group[0])}{' '}
            <span className={classes.count}>
              {t('action.count', { count: group.length })}
            </span>
          </h2>
          <ul
            className={classes.list}
            aria-label={t('action.list', { group: nameOf(group[0]) })}
          >
            {group.map(action => (
              <ActionItem
                key={action.id}
                action={action}
                today={today}
                onEdit={onEdit}
                subject={<Subject action={action} />}
              />
            ))}
          </ul>
        </Paper>
      ))}
    </>
  );

  function headOf(action: ActionView): ReactNode {
    return by === 'owner' ? (
      <EntityRefLink entityRef={action.owner} defaultKind="group" hideIcon />
    ) : (
      nameOf(action)
    );
  }

  function nameOf({ owner, state, subjectTitle }: ActionView): string {
    if (by === 'owner') {
      return owner;
    }
    return by === 'kpi' ? subjectTitle : t(`action.state-${state}`);
  }
};

/** What an action is for: its KPI or node, and the entity. */
function Subject({ action }: { action: ActionView }) {
  const { scope, kpi, tree, node, subjectTitle, scopeTitle, id } = action;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const pageOf = useKpiPageRoute();
  const linkTo = useSearchLink();
  return (
    <>
      <span>
        {t('action.nobodyIn')}{' '}
        {kpi === undefined ? (
          <Link to={linkTo({ tree, node, action: id })}>{subjectTitle}</Link>
        ) : (
          <Link
            to={`${pageOf(scope, kpi)}?${new URLSearchParams({ action: id })}`}
          >
            {subjectTitle}
          </Link>
        )}
      </span>
      {scope !== 'all' && (
        <span>
          <EntityRefLink entityRef={scope} title={scopeTitle} hideIcon />
        </span>
      )}
    </>
  );
}

function groupsOf(items: ActionView[], by: ActionGroup) {
  const groups = new Map<string, ActionView[]>();
  for (const item of items) {
    const key = keyOf(item, by);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

function keyOf(action: ActionView, by: ActionGroup): string {
  if (by === 'owner') {
    return action.owner;
  }
  const { state, kpi, tree, node } = action;
  return by === 'kpi' ? kpi ?? `${tree} ${node}` : state;
}
