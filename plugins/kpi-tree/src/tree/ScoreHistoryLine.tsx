import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  ScoreHistory,
  ScorePoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import useAsync from 'react-use/lib/useAsync';
import { kpiTreeApiRef } from '../api';
import { useFormat } from '../format';
import { statusColor } from '../status';
import { kpiTreeTranslationRef } from '../translation';

const WIDTH = 120;
const HEIGHT = 32;
const PAD = 3;

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
    lineHeight: 1.2,
  },
  picture: { display: 'block', overflow: 'visible' },
}));

type ScoreHistoryLineProps = {
  scope: string;
  tree: string;
  /** The instant of the scorecard, so that a later one is asked for anew. */
  asOf: string;
};

/**
 * How the score of a tree went over two years of months. It comes after the tree,
 * which does not wait for it, and is not there where nothing is known.
 */
export const ScoreHistoryLine = ({
  scope,
  tree,
  asOf,
}: ScoreHistoryLineProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore } = useFormat();
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const { value: history } = useAsync(
    () => api.getHistory(scope, { tree }),
    [api, scope, tree, asOf],
  );
  const known = history?.points.filter(point => point.score !== null) ?? [];
  if (!history || known.length < 2) {
    return null;
  }
  const [first, last] = [known[0], known[known.length - 1]];
  const name = (point: ScorePoint) =>
    formatPeriod(point.period, history.periodType);
  return (
    <figure className={classes.root}>
      <Picture history={history} last={last} />
      <figcaption>
        {t('tree.scores', {
          first: formatScore(first.score!),
          firstPeriod: name(first),
          last: formatScore(last.score!),
          lastPeriod: name(last),
        })}
      </figcaption>
    </figure>
  );
};

function Picture({
  history: { points },
  last,
}: {
  history: ScoreHistory;
  last: ScorePoint;
}) {
  const classes = useStyles();
  const theme = useTheme();
  const x = scaleLinear<number>({
    domain: [0, points.length - 1],
    range: [PAD, WIDTH - PAD],
  });
  const y = scaleLinear<number>({
    domain: [0, 100],
    range: [HEIGHT - PAD, PAD],
  });
  return (
    <svg
      className={classes.picture}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
      focusable="false"
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={y(100)}
        y2={y(100)}
        stroke={statusColor(theme, 'on-target')}
        strokeDasharray="3 3"
      />
      <LinePath
        data={points}
        x={(_, index) => x(index)}
        y={point => y(point.score ?? 0)}
        defined={point => point.score !== null}
        stroke={theme.palette.textSubtle}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      <circle
        cx={x(points.indexOf(last))}
        cy={y(last.score!)}
        r={2.5}
        fill={statusColor(theme, last.status)}
      />
    </svg>
  );
}
