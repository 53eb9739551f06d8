import { useTheme } from '@material-ui/core/styles';
import type { TreeLayout } from './layoutTree';
import type { NodeWeight } from './nodeWeights';

const THINNEST = 1.25;
const WIDEST = 9;

type TreeEdgesProps = {
  layout: TreeLayout;
  weights: ReadonlyMap<string, NodeWeight>;
};

/** The lines between the nodes, as wide as they weigh, for use inside an `svg`. */
export const TreeEdges = ({ layout, weights }: TreeEdgesProps) => {
  const theme = useTheme();
  return (
    <g fill="none" stroke={theme.palette.textSubtle} strokeOpacity={0.75}>
      {layout.edges.map(({ id, path }) => {
        const share = weights.get(id)?.share ?? 0;
        return (
          <path
            key={id}
            d={path}
            strokeWidth={THINNEST + (WIDEST - THINNEST) * share}
            // What weighs nothing hangs by a dotted line
            strokeDasharray={share ? undefined : '2 5'}
          />
        );
      })}
    </g>
  );
};
