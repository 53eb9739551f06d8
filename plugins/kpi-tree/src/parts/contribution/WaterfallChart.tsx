import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme, useTheme } from '@material-ui/core/styles';
import type { Contribution } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useFormat } from '../format';
import { statusColor } from '../status';
import { kpiTreeTranslationRef } from '../../texts';
import { PartRecords } from './PartRecords';
import { Waterfall, WaterfallBar } from './waterfall';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 9.5em) minmax(0, 1fr) 8.5em',
    columnGap: theme.spacing(1.5),
    alignItems: 'center',
    minHeight: 34,
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      padding: theme.spacing(0.75, 0),
    },
  },
  total: { fontWeight: 600 },
  name: { overflowWrap: 'anywhere', lineHeight: 1.25 },
  amount: {
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  bars: {
    position: 'relative',
    alignSelf: 'stretch',
    minHeight: 14,
    // On a narrow screen below the name and the amount
    [theme.breakpoints.down('xs')]: { gridColumn: '1 / -1', gridRow: 2 },
  },
  bar: {
    position: 'absolute',
    top: '50%',
    height: 16,
    minWidth: 2,
    marginTop: -8,
    borderRadius: 2,
    [theme.breakpoints.down('xs')]: { height: 10, marginTop: -5 },
  },
  mark: {
    width: 10,
    minWidth: 10,
    height: 10,
    margin: '-5px 0 0 -5px',
    borderRadius: 0,
    transform: 'rotate(45deg)',
  },
  connector: {
    position: 'absolute',
    top: '50%',
    width: 1,
    height: '100%',
    backgroundColor: theme.palette.textSubtle,
    opacity: 0.6,
    [theme.breakpoints.down('xs')]: { display: 'none' },
  },
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

type WaterfallChartProps = {
  label: string;
  answer: Contribution;
  waterfall: Waterfall;
};

/**
 * How the value before became the value after: a row for each step, which begins
 * where the one above ends. The rows are a list that can be read without the bars.
 */
export const WaterfallChart = ({
  label,
  answer,
  waterfall: { bars, domain, hasZero },
}: WaterfallChartProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { unit, before, after } = answer;
  const { formatChange, formatScore, formatValue } = useFormat();
  const formatTotal = (total: number) =>
    unit === 'points' ? formatScore(total) : formatValue(total, unit);
  const classes = useStyles();
  const theme = useTheme();
  const [low, high] = domain;
  const place = (value: number) => `${(100 * (value - low)) / (high - low)}%`;
  return (
    <ol className={classes.list} aria-label={label}>
      {bars.map((bar, index) => {
        const isTotal = bar.kind === 'total';
        const color = colorOf(theme, bar);
        const isMark = isTotal && !hasZero;
        return (
          <li
            key={bar.id}
            className={classNames(classes.row, isTotal && classes.total)}
          >
            <span className={classes.name}>
              {bar.part?.ref?.includes(':') ? (
                <EntityRefLink
                  entityRef={bar.part.ref}
                  title={bar.title}
                  hideIcon
                />
              ) : (
                bar.title
              )}
            </span>
            <span className={classes.bars} aria-hidden>
              <span
                data-testid={`bar ${bar.id}`}
                className={classNames(classes.bar, isMark && classes.mark)}
                style={{
                  backgroundColor: color,
                  left: place(isMark ? bar.end : Math.min(bar.start, bar.end)),
                  ...(isMark
                    ? {}
                    : {
                        width: `${
                          (100 * Math.abs(bar.end - bar.start)) / (high - low)
                        }%`,
                      }),
                }}
              />
              {index < bars.length - 1 && (
                <span
                  className={classes.connector}
                  style={{ left: place(bar.end) }}
                />
              )}
            </span>
            <span
              className={classes.amount}
              style={isTotal ? undefined : { color }}
            >
              {isTotal || bar.part ? (
                <PartRecords
                  answer={answer}
                  part={bar.part}
                  period={bar.id === 'before' ? before.period : after.period}
                  against={isTotal ? undefined : before.period}
                  text={
                    isTotal
                      ? formatTotal(bar.amount)
                      : formatChange(bar.amount, unit)
                  }
                />
              ) : (
                formatChange(bar.amount, unit)
              )}
              {bar.better !== undefined && (
                <span className={classes.hidden}>
                  {bar.better
                    ? t('contribution.isBetter')
                    : t('contribution.isWorse')}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

/** Good and bad as of a status, not by the sign: less is better of an outage. */
function colorOf(theme: Theme, { kind, better }: WaterfallBar): string {
  if (kind === 'total' || better === undefined) {
    return theme.palette.textSubtle;
  }
  return statusColor(theme, better ? 'on-target' : 'off-target');
}
