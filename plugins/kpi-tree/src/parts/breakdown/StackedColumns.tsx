import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Breakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { classBackground } from './classStyle';
import { useClassTitle } from './useClassTitle';

const HEIGHT = 180;

const useStyles = makeStyles(theme => ({
  root: { margin: 0 },
  top: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
    borderBottom: `1px dashed ${theme.palette.divider}`,
  },
  columns: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 2,
    height: HEIGHT,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  column: {
    display: 'flex',
    flexDirection: 'column-reverse',
    flex: '1 1 0',
    minWidth: 0,
    maxWidth: 48,
    height: '100%',
  },
  part: { flex: 'none', minHeight: 1 },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    paddingTop: theme.spacing(0.5),
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type StackedColumnsProps = { label: string; answer: Breakdown };

/**
 * A column a period, of the values of its classes on top of each other. It is hidden from
 * screen readers: the table has the same numbers.
 */
export const StackedColumns = ({ label, answer }: StackedColumnsProps) => {
  const styles = useStyles();
  const theme = useTheme();
  const titleOf = useClassTitle();
  const { formatPeriod, formatValue } = useFormat();
  const { periods, classes, periodType, unit } = answer;
  const most = Math.max(0, ...periods.map(({ value }) => value ?? 0));
  const [first, last] = [periods[0], periods[periods.length - 1]];
  return (
    <figure className={styles.root} aria-label={label}>
      <div aria-hidden>
        <div className={styles.top}>{formatValue(most, unit)}</div>
        <div className={styles.columns}>
          {periods.map(({ period }, at) => (
            <div
              key={period}
              className={styles.column}
              data-testid={`column ${period}`}
            >
              {classes.map((one, index) => {
                const value = one.values[at]?.value;
                return value ? (
                  <div
                    key={`${one.kind} ${one.name}`}
                    className={styles.part}
                    title={`${titleOf(one)}, ${formatPeriod(
                      period,
                      periodType,
                    )}: ${formatValue(value, unit)}`}
                    style={{
                      height: `${(100 * value) / most}%`,
                      background: classBackground(theme, one, index),
                    }}
                  />
                ) : null;
              })}
            </div>
          ))}
        </div>
        <div className={styles.ends}>
          <span>{formatPeriod(first.period, periodType)}</span>
          <span>{formatPeriod(last.period, periodType)}</span>
        </div>
      </div>
    </figure>
  );
};
