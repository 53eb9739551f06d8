import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import classNames from 'classnames';
import { ActionCountText } from '../../parts/actions/ActionCountText';
import { useActionCount } from '../../parts/actions/ActionCounts';
import { useFormat } from '../../parts/format';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import type { TreeRow } from '../../parts/nodes/treeRows';
import type { TreeTableClasses } from '../../parts/nodes/treeTableStyles';

type NameCellProps = { row: TreeRow; classes: TreeTableClasses };

/** What a node is called, indented by its level, and what is wrong with it. */
export const NameCell = ({ row, classes }: NameCellProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { node, expanded } = row;
  const actions = useActionCount(node);
  return (
    <div className={classes.name}>
      <span
        className={classNames(classes.chevron, {
          [classes.folded]: expanded === false,
        })}
        aria-hidden
      >
        {expanded !== undefined && <ExpandMoreIcon />}
      </span>
      <span>
        <Title row={row} classes={classes} />
        {node.weight === 0 && (
          <span className={classes.caption}>{t('status.information')}</span>
        )}
        {actions && (
          <span className={classes.caption}>
            <ActionCountText count={actions} />
          </span>
        )}
        {node.problem && (
          <span className={classes.problem}>
            <StatusIcon status="at-risk" />
            <span>{node.problem}</span>
          </span>
        )}
      </span>
    </div>
  );
};

function Title({ row, classes }: NameCellProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const { node, level } = row;
  if (node.kind === 'kpi') {
    // Out of the tab order: Enter on the row does the same.
    return node.unit === undefined ? (
      <span>{node.title}</span>
    ) : (
      <button type="button" tabIndex={-1} className={classes.kpiTitle}>
        {node.title}
      </button>
    );
  }
  return (
    <>
      <span
        className={classNames(classes.title, {
          [classes.rootTitle]: level === 1,
        })}
      >
        {node.title}
      </span>
      <span className={classes.caption}>
        {t(`common.${node.kind}`)}
        {!node.children.length && ` · ${t('tree.nothingMeasured')}`}
        {node.children.length > 0 && node.coverage < 1 && (
          <span className={classes.untilMedium}>
            {' · '}
            {t('tree.measured', { share: formatShare(node.coverage) })}
          </span>
        )}
      </span>
    </>
  );
}
