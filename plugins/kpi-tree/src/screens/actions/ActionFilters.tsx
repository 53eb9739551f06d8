import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import {
  effectVerdicts,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NativeSelect } from '../../parts/controls/NativeSelect';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { OwnerPicker } from '../../parts/owners/OwnerPicker';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import type { Me } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';
import { ActionFilter, shownStates } from './actionQuery';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 2),
  },
  owner: { flex: '0 1 300px', minWidth: 200 },
}));

const showTexts = {
  unfinished: 'action.showUnfinished',
  overdue: 'action.showOverdue',
  done: 'action.showDone',
  all: 'action.showAll',
} as const;

type ActionFiltersProps = {
  me: Me | undefined;
  filter: ActionFilter;
  /** Of the tree that is shown, once it is loaded. */
  root: ScorecardNode | undefined;
};

/** Which actions are listed: whose, how far, of what, and what they came to. */
export const ActionFilters = ({ me, filter, root }: ActionFiltersProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { update } = useKpiTreeParams();
  const { show, effect, group, owner, node } = filter;
  const nodes = root ? nodesOf(root) : [];
  return (
    <div className={classes.root}>
      <div className={classes.owner}>
        <OwnerPicker
          me={me}
          value={owner}
          label={t('action.whose')}
          noOwner={t('action.whoseAnybody')}
          allMine={t('action.whoseMine')}
          onChange={next => update({ owner: next }, { push: true })}
        />
      </div>
      <NativeSelect
        label={t('action.showing')}
        value={show}
        onChange={next =>
          update({ show: next === 'unfinished' ? undefined : next })
        }
      >
        {shownStates.map(each => (
          <option key={each} value={each}>
            {t(showTexts[each])}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label={t('action.effect')}
        value={effect ?? ''}
        onChange={next =>
          // What came to something is mostly done already
          update({
            effect: next,
            ...(next && show === 'unfinished' ? { show: 'all' } : {}),
          })
        }
      >
        <option value="">{t('action.anyEffect')}</option>
        {effectVerdicts.map(each => (
          <option key={each} value={each}>
            {t(`action.effect-${each}`)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label={t('action.part')}
        value={node ?? ''}
        onChange={next => update({ node: next, action: undefined })}
      >
        <option value="">{t('action.wholeTree')}</option>
        {node && !nodes.some(({ id }) => id === node) && (
          <option value={node}>{node}</option>
        )}
        {nodes.map(({ id, title, level }) => (
          <option key={id} value={id}>
            {'\u2003'.repeat(level)}
            {title}
          </option>
        ))}
      </NativeSelect>
      <SegmentedControl
        label={t('action.groupBy')}
        value={group}
        options={[
          { value: 'state', label: t('action.byState') },
          { value: 'owner', label: t('action.byOwner') },
          { value: 'kpi', label: t('action.bySubject') },
        ]}
        onChange={next =>
          update({ group: next === 'state' ? undefined : next })
        }
      />
    </div>
  );
};

/** The nodes below the root, and the KPIs, each once, with how deep they stand. */
function nodesOf(root: ScorecardNode) {
  const found: { id: string; title: string; level: number }[] = [];
  const visit = (node: ScorecardNode, level: number) => {
    if (level >= 0) {
      found.push({ id: node.id, title: node.title, level });
    }
    if (node.kind !== 'kpi') {
      node.children.forEach(child => visit(child, level + 1));
    }
  };
  visit(root, -1);
  return found;
}
