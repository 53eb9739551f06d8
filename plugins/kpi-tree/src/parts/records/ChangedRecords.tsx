import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  kpiTreeRecordPersonalReadPermission,
  type ChangedRecord,
  type RecordChanges,
  type RecordGroup,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import { useFormat } from '../format';
import { firstColumn, numberTable } from '../numberTable';
import { kpiTreeTranslationRef } from '../../texts';
import { RecordName } from './RecordName';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  scroll: { overflowX: 'auto' },
  table: {
    ...numberTable(theme),
    '& th:first-child': {
      ...firstColumn,
      minWidth: '8em',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
  },
  about: {
    display: 'block',
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type ChangedRecordsProps = {
  answer: RecordChanges;
  group: RecordGroup;
  title: string;
  /** The periods in words. */
  names: { before: string; after: string };
};

/** The records of a group that count or changed most, with what they add. */
export const ChangedRecords = (props: ChangedRecordsProps) => {
  const { answer, group, title, names } = props;
  const { fold, columns = [], scope } = answer;
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatChange, formatCount, formatValue } = useFormat();
  const seesPersonal = usePermission({
    permission: kpiTreeRecordPersonalReadPermission,
  }).allowed;
  const { items, kind } = group;
  const unit = fold === 'downtime' ? 'min' : answer.unit;
  const number = Math.max(group.before.records, group.after.records);
  const heading =
    items.length < number
      ? t('records.largestOf', {
          title,
          shown: formatCount(items.length),
          number: formatCount(number),
        })
      : t('records.counted', { heading: title, number: formatCount(number) });
  const sides = (['before', 'after'] as const).filter(
    side =>
      (kind !== 'onlyBefore' || side === 'before') &&
      (kind === 'onlyBefore' || kind === 'changed' || side === 'after'),
  );
  const isNaming = columns[0] && (!columns[0].isPersonal || seesPersonal);
  /** What its other texts say, which tell records apart for people. */
  const aboutOf = ({ cells, entityRef }: ChangedRecord) => (
    <span className={classes.about}>
      {columns
        .flatMap(({ type, isPersonal }, index) =>
          index > 0 && type === 'text' && !isPersonal ? cells[index] ?? [] : [],
        )
        .join(' · ')}
      {entityRef !== scope && (
        <>
          {' '}
          <EntityRefLink entityRef={entityRef} />
        </>
      )}
    </span>
  );
  return (
    <section>
      <h4 className={classes.title}>{heading}</h4>
      <div
        className={classNames(classes.scroll, focusRing)}
        role="region"
        aria-label={heading}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={classes.table} aria-label={heading}>
          <thead>
            <tr>
              <th scope="col">
                {isNaming ? columns[0].name : t('records.record')}
              </th>
              {sides.map(side => (
                <th key={side} scope="col">
                  {names[side]}
                </th>
              ))}
              {kind === 'changed' && (
                <th scope="col">{t('records.difference')}</th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((item, row) => (
              <tr key={`${item.entityRef} ${item.place} ${row}`}>
                <th scope="row">
                  <RecordName
                    item={item}
                    name={isNaming ? item.cells[0] ?? undefined : undefined}
                  />
                  {aboutOf(item)}
                </th>
                {sides.map(side => (
                  <td key={side}>
                    {typeof item[side]?.value === 'number'
                      ? formatValue(item[side]!.value!, unit)
                      : '–'}
                  </td>
                ))}
                {kind === 'changed' && (
                  <td>
                    {formatChange(
                      (item.after?.value ?? 0) - (item.before?.value ?? 0),
                      unit,
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
