import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  kpiTreeRecordPersonalReadPermission,
  type RecordItem,
  type RecordPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import { useFormat } from '../format';
import { firstColumn, numberTable } from '../numberTable';
import { kpiTreeTranslationRef } from '../../texts';
import { RecordHead, RecordOrder } from './RecordHead';
import { RecordName } from './RecordName';
import { useCellText } from './useCellText';

const useStyles = makeStyles(theme => ({
  root: { overflowX: 'auto' },
  table: {
    ...numberTable(theme),
    '& th:first-child': {
      ...firstColumn,
      minWidth: '8em',
      maxWidth: '16em',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    '& $text': { textAlign: 'left' },
  },
  text: { maxWidth: '24em', overflow: 'hidden', textOverflow: 'ellipsis' },
  hidden: { color: theme.palette.textSubtle, fontStyle: 'italic' },
}));

type RecordTableProps = {
  label: string;
  page: RecordPage;
  /** Those of all pages that are read. */
  items: RecordItem[];
  timeZone: string;
  order: RecordOrder | undefined;
  onOrder: (order: RecordOrder) => void;
};

/** Records with what each adds to the value, and its share of it. */
export const RecordTable = (props: RecordTableProps) => {
  const { label, page, items, timeZone } = props;
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatNumber, formatShare, formatValue } = useFormat();
  const cellText = useCellText(timeZone);
  const seesPersonal = usePermission({
    permission: kpiTreeRecordPersonalReadPermission,
  }).allowed;
  const { fold, columns = [], value: sum } = page;
  const unit = fold === 'downtime' ? 'min' : page.unit;
  const hasShares = (fold === 'sum' || fold === 'mean') && !!sum;
  const hasWeights = items.some(
    ({ weight }) => weight !== null && weight !== 1,
  );
  const ofSeveral = items.some(({ entityRef }) => entityRef !== page.scope);
  // The first names the record, and stands before what it adds
  const [naming, ...others] = columns.map((column, index) => ({
    ...column,
    index,
    isHidden: column.isPersonal === true && !seesPersonal,
  }));
  const head = { order: props.order, onOrder: props.onOrder };
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classNames(classes.root, focusRing)}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <RecordHead
              {...head}
              title={naming?.name ?? t('records.record')}
              sort={naming?.isHidden ? undefined : naming?.name}
              largestFirst={naming && naming.type !== 'text'}
            />
            <RecordHead
              {...head}
              title={t(
                fold === 'sum' || fold === 'mean' || fold === 'downtime'
                  ? 'records.adds'
                  : 'records.value',
              )}
              // A column of this name comes first
              sort={
                columns.some(({ name }) => name === 'value')
                  ? undefined
                  : 'value'
              }
              largestFirst
            />
            {hasShares && <RecordHead {...head} title={t('records.share')} />}
            {hasWeights && <RecordHead {...head} title={t('records.weight')} />}
            {ofSeveral && (
              <RecordHead
                {...head}
                className={classes.text}
                title={t('records.entity')}
              />
            )}
            {others.map(({ name, type, isHidden }) => (
              <RecordHead
                key={name}
                {...head}
                className={type === 'number' ? undefined : classes.text}
                title={name}
                sort={isHidden ? undefined : name}
                largestFirst={type !== 'text'}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, row) => (
            // A record may count for an entity more than once
            <tr key={`${item.entityRef} ${item.place} ${row}`}>
              <th scope="row">
                <RecordName
                  item={item}
                  name={
                    naming && !naming.isHidden
                      ? cellText(item.cells[naming.index], naming.type)
                      : undefined
                  }
                />
              </th>
              <td>
                {item.value === null ? '–' : formatValue(item.value, unit)}
              </td>
              {hasShares && (
                <td>
                  {item.value === null ? '–' : formatShare(item.value / sum)}
                </td>
              )}
              {hasWeights && (
                <td>
                  {item.weight === null ? '–' : formatNumber(item.weight)}
                </td>
              )}
              {ofSeveral && (
                <td className={classes.text}>
                  <EntityRefLink entityRef={item.entityRef} />
                </td>
              )}
              {others.map(({ name, type, index, isHidden }) => (
                <td
                  key={name}
                  className={type === 'number' ? undefined : classes.text}
                >
                  {isHidden ? (
                    <span className={classes.hidden}>
                      {t('records.hidden')}
                    </span>
                  ) : (
                    cellText(item.cells[index], type) ?? '–'
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
