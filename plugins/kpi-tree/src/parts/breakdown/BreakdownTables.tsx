import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Breakdown,
  BreakdownValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { ReactNode } from 'react';
import { useChartStyles } from '../charts/chartStyle';
import { useFormat } from '../format';
import { firstColumn, numberTable } from '../numberTable';
import { kpiTreeTranslationRef } from '../../texts';
import { useClassTitle } from './useClassTitle';

const useStyles = makeStyles(theme => ({
  root: { overflowX: 'auto' },
  table: {
    ...numberTable(theme),
    '& th:first-child': {
      ...firstColumn,
      minWidth: '7em',
      maxWidth: '16em',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    '& tfoot th:first-child, & tfoot td': { fontWeight: 600 },
  },
}));

type BreakdownTableProps = { label: string; answer: Breakdown };

/** What each class has in each period, the newest first. */
export const ClassTable = ({ label, answer }: BreakdownTableProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const titleOf = useClassTitle();
  const { formatPeriod } = useFormat();
  const cell = useCell(answer.unit);
  const { periods, classes, periodType } = answer;
  const newestFirst = periods.map((_, index) => periods.length - 1 - index);
  return (
    <NumberTable label={label}>
      <thead>
        <tr>
          <th scope="col">{t('breakdown.period')}</th>
          {classes.map(one => (
            <th key={`${one.kind} ${one.name}`} scope="col">
              {titleOf(one)}
            </th>
          ))}
          <th scope="col">{t('breakdown.all')}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(index => (
          <tr key={periods[index].period}>
            <th scope="row">
              {formatPeriod(periods[index].period, periodType)}
            </th>
            {classes.map(one => (
              <td key={`${one.kind} ${one.name}`}>{cell(one.values[index])}</td>
            ))}
            <td>{cell(periods[index])}</td>
          </tr>
        ))}
      </tbody>
    </NumberTable>
  );
};

/** What each class has to do with the change between two periods. */
export const ChangeTable = ({ label, answer }: BreakdownTableProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const titleOf = useClassTitle();
  const { formatChange, formatPeriod } = useFormat();
  const cell = useCell(answer.unit);
  const { change, periodType, unit } = answer;
  const { before, after, parts, limit } = change;
  const amount = (share: number | null) =>
    share === null ? '–' : formatChange(share, unit);
  return (
    <NumberTable label={label}>
      <thead>
        <tr>
          <th scope="col">{t('breakdown.class')}</th>
          <th scope="col">{formatPeriod(before.period, periodType)}</th>
          <th scope="col">{formatPeriod(after.period, periodType)}</th>
          {!limit && <th scope="col">{t('breakdown.share')}</th>}
        </tr>
      </thead>
      <tbody>
        {parts.map(part => (
          <tr key={`${part.kind} ${part.name}`}>
            <th scope="row">{titleOf(part)}</th>
            <td>{cell(part.before)}</td>
            <td>{cell(part.after)}</td>
            {!limit && <td>{amount(part.share)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('breakdown.all')}</th>
          <td>{cell(before)}</td>
          <td>{cell(after)}</td>
          {!limit && <td>{amount(change.change)}</td>}
        </tr>
      </tfoot>
    </NumberTable>
  );
};

function NumberTable({
  label,
  children,
}: {
  label: string;
  children: ReactNode;
}) {
  const styles = useStyles();
  const { focusRing } = useChartStyles();
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classNames(styles.root, focusRing)}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}

function useCell(unit: string) {
  const { formatValue } = useFormat();
  return (one: Pick<BreakdownValue, 'value'> | null) =>
    typeof one?.value === 'number' ? formatValue(one.value, unit) : '–';
}
