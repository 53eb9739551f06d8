import { useTheme } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { chartColors, dashes } from './chartStyle';
import { type Flag, type FlagKind, flagsIn } from './flags';
import { HistoryScales, shareOfPeriod } from './historyScales';

/** The shape of a flag around the top of its pole; each kind has one of its own. */
export const flagShapes: Record<FlagKind, string> = {
  redefined: 'M-4 -7 h8 l-4 7 z',
  target: 'M0 -9 l5 4 l-5 4 l-5 -4 z',
  change: 'M0 -8 h9 v7 h-9 z',
  action: 'M0 -8 l9 4 l-9 4 z',
  comment: 'M-5 -9 h10 v6 h-6 l-3 3 v-3 h-1 z',
  exception:
    'M-5 -9 h3 l2 3 l2 -3 h3 l-3.5 4.5 l3.5 4.5 h-3 l-2 -3 l-2 3 h-3 l3.5 -4.5 z',
};

type FlagMarksProps = {
  series: Series;
  scales: HistoryScales;
  flags: Flag[];
};

/** What happened on a day, as a pole through the chart with a flag on top. */
export const FlagMarks = ({ series, scales, flags }: FlagMarksProps) => {
  const theme = useTheme();
  const { flag: color } = chartColors(theme);
  const [bottom, top] = scales.y.range();
  return (
    <>
      {flagsIn(series, flags).map(({ date, kind, label, index }) => {
        const x =
          kind === 'comment' || kind === 'exception'
            ? scales.middle(index)
            : scales.start(index + shareOfPeriod(date, series.periodType));
        return (
          <g
            key={`${kind} ${date} ${label}`}
            data-testid={kind === 'redefined' ? 'redefinition' : `flag-${kind}`}
            transform={`translate(${x} ${top})`}
          >
            <line
              y1={bottom - top}
              y2={kind === 'redefined' ? 0 : -8}
              stroke={color}
              strokeDasharray={dashes.redefined}
            />
            <path d={flagShapes[kind]} fill={color} />
          </g>
        );
      })}
    </>
  );
};
