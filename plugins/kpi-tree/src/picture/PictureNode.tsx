import { useTheme } from '@material-ui/core/styles';
import classNames from 'classnames';
import { memo } from 'react';
import { screenOnly } from '../export';
import { statusColor } from '../status';
import { CardItemShape } from './CardItemShape';
import { CARD_WIDTH, NodeCard, TEXT_LEFT, TEXT_RIGHT } from './nodeCard';
import { usePictureStyles } from './pictureStyles';

/** The button that folds, half over the right edge of the card. */
const FOLD_RADIUS = 12;

type PictureNodeProps = {
  card: NodeCard;
  x: number;
  y: number;
  /** Where it stands in the tree, as ARIA counts. */
  level: number;
  position: number;
  siblings: number;
  /** `undefined` if there is nothing to unfold. */
  expanded?: boolean;
  /** How many nodes it hides while it is folded. */
  below: number;
  /** Whether it is the one in the tab order. */
  active: boolean;
  selected: boolean;
  /** Whether it is what somebody looks for, and the one shown. */
  found?: 'one' | 'this';
};

/** A node of the picture: a card. */
export const PictureNode = memo((props: PictureNodeProps) => {
  const { card, expanded, found, selected } = props;
  const { node, height } = card;
  const classes = usePictureStyles();
  const theme = useTheme();
  const outline = { width: CARD_WIDTH, height, rx: 6 };
  const around = {
    x: -4,
    y: -4,
    width: CARD_WIDTH + 8,
    height: height + 8,
    rx: 9,
  };
  return (
    <g
      role="treeitem"
      tabIndex={props.active ? 0 : -1}
      data-node={node.id}
      transform={`translate(${props.x} ${props.y})`}
      className={classes.node}
      aria-label={card.label}
      aria-level={props.level}
      aria-posinset={props.position}
      aria-setsize={props.siblings}
      aria-expanded={expanded}
      aria-selected={selected}
    >
      {found && (
        <rect
          {...around}
          {...screenOnly}
          className={classNames(classes.found, {
            [classes.foundHere]: found === 'this',
          })}
        />
      )}
      <rect
        {...outline}
        className={classNames(classes.card, { [classes.selected]: selected })}
      />
      <rect
        y={6}
        width={4}
        height={height - 12}
        rx={2}
        style={{ fill: statusColor(theme, node.status) }}
      />
      <rect {...around} {...screenOnly} className={classes.focus} />
      <text x={TEXT_LEFT} y={card.captionY} className={classes.caption}>
        {card.caption}
      </text>
      <text x={TEXT_RIGHT} y={card.captionY} className={classes.number}>
        {card.number}
      </text>
      {card.title.map(line => (
        <text key={line.y} x={TEXT_LEFT} y={line.y} className={classes.title}>
          {line.text}
        </text>
      ))}
      {card.items.map(item => (
        <CardItemShape key={item.type} item={item} classes={classes} />
      ))}
      {expanded !== undefined && (
        <g
          data-fold
          transform={`translate(${CARD_WIDTH} ${height / 2})`}
          {...(expanded ? screenOnly : {})}
        >
          <FoldMark hidden={expanded ? 0 : props.below} />
        </g>
      )}
    </g>
  );
});

/** What folds, or how many nodes are folded. */
function FoldMark({ hidden }: { hidden: number }) {
  const classes = usePictureStyles();
  const text = hidden ? `+${hidden}` : '−';
  const half = Math.max(FOLD_RADIUS, text.length * 4 + 6);
  return (
    <>
      <rect
        x={-half}
        y={-FOLD_RADIUS}
        width={2 * half}
        height={2 * FOLD_RADIUS}
        rx={FOLD_RADIUS}
        className={classes.fold}
      />
      <text y={4} className={classes.foldText}>
        {text}
      </text>
    </>
  );
}
