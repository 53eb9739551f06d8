import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { Sparkline } from '../charts/Sparkline';
import { useView } from '../view/useView';
import { useScoreHistory } from '../../queries/useScoreHistory';

type ScoreSparklineProps = { scope: Scope; tree: string; node: ScorecardNode };

/**
 * How the score of a node went over two years, small. It comes after what it stands
 * beside, which does not wait for it, and is not there where nothing is known.
 */
export const ScoreSparkline = ({ scope, tree, node }: ScoreSparklineProps) => {
  const { asOf } = useView();
  const { value } = useScoreHistory({ scope, tree, node: node.id, asOf });
  return value ? (
    <Sparkline
      domain={[0, 100]}
      node={{
        spark: value.points.map(({ period, score }) => [period, score]),
        target: 100,
        status: node.status,
      }}
    />
  ) : null;
};
