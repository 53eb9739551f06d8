import Paper from '@material-ui/core/Paper';
import Popper from '@material-ui/core/Popper';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Fragment } from 'react';
import { nodeFacts, Words } from './nodeTexts';
import type { NodeWeight } from './nodeWeights';

const useStyles = makeStyles(theme => ({
  popper: { zIndex: theme.zIndex.tooltip, padding: theme.spacing(0.75, 0) },
  root: {
    maxWidth: 320,
    padding: theme.spacing(1, 1.5),
    fontSize: theme.typography.body2.fontSize,
  },
  title: { fontWeight: 600, marginBottom: theme.spacing(0.5) },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0 },
  },
  problem: { margin: theme.spacing(0.5, 0, 0) },
}));

type NodeTipProps = {
  node: ScorecardNode;
  weight?: NodeWeight;
  words: Words;
  /** The node in the drawing. */
  anchor: Element;
  /** The pointer is on the tip itself, or has left it. */
  onPointer: (isOn: boolean) => void;
};

/** What a card has no room for: owner, weight, target; its title in full. */
export const NodeTip = (props: NodeTipProps) => {
  const { node, weight, words, anchor, onPointer } = props;
  const classes = useStyles();
  return (
    <Popper
      open
      anchorEl={anchor as HTMLElement}
      placement="bottom-start"
      className={classes.popper}
      // Those who hear the picture hear all of it with the node
      aria-hidden
      onMouseEnter={() => onPointer(true)}
      onMouseLeave={() => onPointer(false)}
    >
      <Paper elevation={4} className={classes.root}>
        <div className={classes.title}>{node.title}</div>
        <dl className={classes.facts}>
          {nodeFacts(node, weight, words).map(([name, text]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </Fragment>
          ))}
        </dl>
        {node.problem && <p className={classes.problem}>{node.problem}</p>}
      </Paper>
    </Popper>
  );
};
