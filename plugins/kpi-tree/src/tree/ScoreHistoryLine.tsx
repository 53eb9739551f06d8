import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorePoint } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useAsync from 'react-use/lib/useAsync';
import { kpiTreeApiRef } from '../api';
import { Sparkline } from '../chart/Sparkline';
import { useFormat } from '../format';
import { useView } from '../state/useView';
import { kpiTreeTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
    lineHeight: 1.2,
  },
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
  // As it was then, and not what came after
  const { asOf: day } = useView();
  const { value: history } = useAsync(
    () => api.getHistory(scope, { tree, ...(day ? { to: day } : {}) }),
    [api, scope, tree, asOf, day],
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
      <Sparkline
        domain={[0, 100]}
        node={{
          spark: history.points.map(({ period, score }) => [period, score]),
          target: 100,
          status: last.status,
        }}
      />
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
