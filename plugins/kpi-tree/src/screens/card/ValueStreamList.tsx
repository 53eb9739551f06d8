import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { nodesOfKind, ScoreBar, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const NARROW = '@container kpi-card (max-width: 419.95px)';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 7em auto',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
    padding: theme.spacing(0.5, 0),
  },
  status: { fontSize: theme.typography.caption.fontSize },
  score: { [NARROW]: { '& [data-score-bar]': { display: 'none' } } },
}));

/** A line for each value stream of a tree: its state. */
export const ValueStreamList = ({ root }: { root: ScorecardNode }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const streams = nodesOfKind(root, 'value-stream');
  // A tree without value streams: the nodes right below its goal
  const nodes = streams.length
    ? streams
    : root.children.filter(child => child.kind !== 'kpi');
  return (
    <ul className={classes.list} aria-label={t('card.valueStreams')}>
      {nodes.map(node => (
        <li key={node.id} className={classes.item}>
          <span>{node.title}</span>
          <span className={classes.status}>
            <StatusLabel status={node.status} />
          </span>
          <span className={classes.score}>
            <ScoreBar score={node.score} status={node.status} />
          </span>
        </li>
      ))}
    </ul>
  );
};
