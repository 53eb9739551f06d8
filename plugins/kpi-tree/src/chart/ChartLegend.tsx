import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ReactNode } from 'react';
import { statusColor } from '../status';
import { meaningColor } from '../trend';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    padding: 0,
    margin: theme.spacing(1, 0, 0),
    listStyle: 'none',
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
    '& > li': { display: 'inline-flex', alignItems: 'center', gap: 6 },
  },
}));

const Sample = ({ children }: { children: ReactNode }) => (
  <svg width={22} height={10} aria-hidden focusable="false">
    {children}
  </svg>
);

const signals = [
  ['improving', 'Signal: better'],
  ['worsening', 'Signal: worse'],
  ['change', 'Signal'],
] as const;

/** What the lines of a history mean; only those that it has. */
export const ChartLegend = ({
  series,
  redefined,
}: {
  series: Series;
  /** Whether the KPI was defined in another way in that time. */
  redefined: boolean;
}) => {
  const classes = useStyles();
  const theme = useTheme();
  const { points, assessment } = series;
  const chart = assessment?.trend.chart ?? [];
  const line = { x1: 0, x2: 22, y1: 5, y2: 5, strokeWidth: 1.5 };
  return (
    <ul className={classes.root}>
      <li>
        <Sample>
          <line {...line} stroke={theme.palette.text.primary} />
        </Sample>
        Value
      </li>
      {points.some(point => point.target !== null) && (
        <li>
          <Sample>
            <line {...line} stroke={statusColor(theme, 'on-target')} />
          </Sample>
          Target
        </li>
      )}
      {points.some(point => point.threshold !== null) && (
        <li>
          <Sample>
            <line
              {...line}
              stroke={statusColor(theme, 'off-target')}
              strokeDasharray="2 4"
            />
          </Sample>
          Threshold
        </li>
      )}
      {points.some(point => point.provisional && point.value !== null) && (
        <li>
          <Sample>
            <circle
              cx={11}
              cy={5}
              r={4}
              fill="none"
              stroke={theme.palette.text.primary}
              strokeWidth={1.5}
            />
          </Sample>
          Still running
        </li>
      )}
      {chart.some(point => point.lower !== null) && (
        <li>
          <Sample>
            <rect
              width={22}
              height={10}
              fill={theme.palette.text.primary}
              fillOpacity={theme.palette.type === 'dark' ? 0.2 : 0.12}
            />
            <line
              {...line}
              stroke={theme.palette.textSubtle}
              strokeDasharray="1 3"
            />
          </Sample>
          Usual range and mean
        </li>
      )}
      {signals.map(([meaning, label]) =>
        chart.some(point => point.meaning === meaning) ? (
          <li key={meaning}>
            <Sample>
              <circle
                cx={11}
                cy={5}
                r={4}
                fill="none"
                stroke={meaningColor(theme, meaning)}
                strokeWidth={1.5}
              />
            </Sample>
            {label}
          </li>
        ) : null,
      )}
      {assessment?.forecast && (
        <li>
          <Sample>
            <rect
              width={22}
              height={10}
              fill={theme.palette.primary.main}
              fillOpacity={0.2}
            />
            <line
              {...line}
              stroke={theme.palette.primary.main}
              strokeDasharray="5 4"
            />
          </Sample>
          Forecast
        </li>
      )}
      {redefined && (
        <li>
          <Sample>
            <line
              {...line}
              stroke={theme.palette.primary.main}
              strokeDasharray="6 3"
            />
          </Sample>
          Redefined
        </li>
      )}
    </ul>
  );
};
