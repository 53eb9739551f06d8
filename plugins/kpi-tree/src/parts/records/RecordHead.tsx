import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import classNames from 'classnames';
import { kpiTreeTranslationRef } from '../../texts';

/** By which column records are sorted, and how. */
export type RecordOrder = { sort: string; descending: boolean };

type RecordHeadProps = {
  title: string;
  className?: string;
  /** What the backend calls it; it cannot be sorted by if not given. */
  sort?: string;
  /** Whether the largest come first when it is first pressed. */
  largestFirst?: boolean;
  order: RecordOrder | undefined;
  onOrder: (order: RecordOrder) => void;
};

/** The heading of a column of records; pressing it sorts them. */
export const RecordHead = ({
  title,
  className,
  sort,
  largestFirst = false,
  order,
  onOrder,
}: RecordHeadProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (sort === undefined) {
    return (
      <th scope="col" className={classNames(className)}>
        {title}
      </th>
    );
  }
  const active = order?.sort === sort;
  const descending = active && order.descending;
  const direction = descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={classNames(className)}
      aria-sort={active ? direction : undefined}
    >
      <TableSortLabel
        hideSortIcon
        active={active}
        direction={descending ? 'desc' : 'asc'}
        title={t('records.sortBy', { column: title })}
        onClick={() =>
          onOrder({ sort, descending: active ? !descending : largestFirst })
        }
      >
        {title}
      </TableSortLabel>
    </th>
  );
};
