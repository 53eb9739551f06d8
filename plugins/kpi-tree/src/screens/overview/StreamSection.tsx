import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { compareNeed } from '@internal/kpi-tree';
import {
  type Scorecard,
  type ScorecardNode,
  type ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { needOf, nodesOfKind } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { StreamCard } from './StreamCard';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 270px), 1fr))',
    gap: theme.spacing(2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
}));

type StreamSectionProps = {
  scope: Scope;
  scorecard: Scorecard;
  tree: ScorecardTree;
  /** What of the tree passes the filters. */
  shown: ScorecardNode | undefined;
};

/** A card for each value stream of a tree, the worst first. */
export const StreamSection = (props: StreamSectionProps) => {
  const { scope, scorecard, tree, shown } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (!shown) {
    return null;
  }
  const streams = nodesOfKind(shown, 'value-stream');
  // A tree without value streams: the nodes right below its goal
  const nodes = streams.length
    ? streams
    : shown.children.filter(({ kind }) => kind !== 'kpi');
  const title = t(streams.length ? 'overview.streams' : 'overview.parts');
  return nodes.length ? (
    <section aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>
        {[...nodes]
          .sort((a, b) => compareNeed(needOf(a), needOf(b)))
          .map(node => (
            <StreamCard
              key={node.id}
              scope={scope}
              tree={tree.name}
              node={node}
              compare={scorecard.compare}
            />
          ))}
      </ul>
    </section>
  ) : null;
};
