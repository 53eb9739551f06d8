import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorePoint } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Sparkline } from '../../parts/charts/Sparkline';
import { useFormat } from '../../parts/format';
import { useScoreHistory } from '../../queries/useScoreHistory';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';

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
};

/**
 * How the score of a tree went over two years of months. It comes after the tree,
 * which does not wait for it, and is not there where nothing is known.
 */
export const ScoreHistoryLine = ({ scope, tree }: ScoreHistoryLineProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore } = useFormat();
  const classes = useStyles();
  // As it was then, and not what came after
  const { asOf } = useView();
  const { value: history } = useScoreHistory({ scope, tree, asOf });
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
