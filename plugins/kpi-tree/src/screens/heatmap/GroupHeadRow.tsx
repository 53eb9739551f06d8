import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import classNames from 'classnames';
import { memo } from 'react';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { GroupBy, GroupRow, NO_GROUP } from './heatmapRows';
import type { HeatmapClasses } from './heatmapStyles';
import { placeProps } from './useGridKeys';

type GroupHeadRowProps = {
  groupRow: GroupRow;
  by: GroupBy;
  row: number;
  ariaRow: number;
  columnCount: number;
  active: boolean;
  /** In pixels. */
  start: number;
  width: number;
  height: number;
  classes: HeatmapClasses;
};

/** The catalog may know a better name than the reference. */
const Title = ({ id }: { id: string }) => (
  <>{useEntityPresentation(id).primaryTitle}</>
);

/** The row above the services of a System or an owner; it folds them away. */
export const GroupHeadRow = memo((props: GroupHeadRowProps) => {
  const { groupRow, by, row, active, classes } = props;
  const { id, count, complete, folded } = groupRow;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  return (
    <div
      role="row"
      aria-rowindex={props.ariaRow}
      className={classNames(classes.row, classes.group)}
      style={{
        width: props.width,
        height: props.height,
        top: props.start,
      }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={props.columnCount}
        aria-expanded={!folded}
        tabIndex={active ? 0 : -1}
        {...placeProps(row, 'all')}
        className={classes.groupCell}
      >
        <ExpandMoreIcon
          className={folded ? classes.foldedChevron : undefined}
          aria-hidden
        />
        <span>
          {id === NO_GROUP ? t(`heatmap.noGroup.${by}`) : <Title id={id} />}
        </span>
        <span className={classes.groupCount}>
          {t('heatmap.services', {
            count,
            shown: complete ? formatCount(count) : `${formatCount(count)}+`,
          })}
        </span>
      </div>
    </div>
  );
});
