import { useTheme } from '@material-ui/core/styles';
import classNames from 'classnames';
import { Fragment, memo } from 'react';
import { statusColor, StatusGlyph } from '../../../parts/status';
import { CardShapes } from './CardShapes';
import type { Box } from './layoutTree';
import { CARD_WIDTH, CardText, NodeCard, textStyles } from './nodeCard';
import type { PictureClasses } from './pictureStyles';
import { textColor } from './toneColor';

/** Where the base line of a text lies below its top, as a part of its size. */
const ASCENT = 0.96;

type PictureNodeProps = {
  card: NodeCard;
  box: Box;
  classes: PictureClasses;
  /** Where it stands in the tree, as ARIA counts. */
  level: number;
  position: number;
  siblings: number;
  /** `undefined` if there is nothing to unfold. */
  expanded?: boolean;
  /** Everything in words. */
  label: string;
  /** How many nodes it hides while it is folded. */
  hidden: number;
  /** Whether it is the one in the tab order. */
  active: boolean;
  selected: boolean;
  /** Whether it is one that somebody looks for, or the one shown of these. */
  found?: 'one' | 'this';
};

/** A node of the picture: a card, and what folds it. */
export const PictureNode = memo((props: PictureNodeProps) => {
  const { card, box, classes, label, expanded, found, selected } = props;
  const theme = useTheme();
  const { node, height, texts } = card;
  return (
    <div
      role="treeitem"
      tabIndex={props.active ? 0 : -1}
      data-node={node.id}
      className={classNames(classes.node, {
        [classes.found]: found === 'one',
        [classes.foundHere]: found === 'this',
        [classes.selected]: selected,
      })}
      style={{ left: box.x, top: box.y, width: box.width, height }}
      aria-label={label}
      aria-level={props.level}
      aria-posinset={props.position}
      aria-setsize={props.siblings}
      aria-expanded={expanded}
      aria-selected={selected}
    >
      <div
        className={classes.stripe}
        style={{ backgroundColor: statusColor(theme, node.status) }}
      />
      <svg
        className={classes.glyph}
        viewBox="-10 -10 20 20"
        color={statusColor(theme, node.status)}
        aria-hidden
        focusable="false"
      >
        <StatusGlyph status={node.status} />
      </svg>
      <div className={classes.inside} aria-hidden>
        <svg
          className={classes.shapes}
          width={CARD_WIDTH}
          height={height}
          focusable="false"
        >
          <CardShapes card={card} />
        </svg>
        {texts.map((text, index) => (
          <Fragment key={index}>
            <Text text={text} classes={classes} />{' '}
          </Fragment>
        ))}
      </div>
      {expanded !== undefined && (
        <span
          className={classes.fold}
          data-mark={expanded ? '−' : `+${props.hidden}`}
          aria-hidden
        />
      )}
    </div>
  );
});

type TextProps = { text: CardText; classes: PictureClasses };

function Text({ text, classes }: TextProps) {
  const theme = useTheme();
  const { size, weight } = textStyles[text.style];
  return (
    <span
      className={classes.text}
      style={{
        ...(text.isEnd ? { right: CARD_WIDTH - text.x } : { left: text.x }),
        top: text.y - size * ASCENT,
        fontSize: size,
        fontWeight: weight,
        color: textColor(theme, text),
      }}
    >
      {text.text}
    </span>
  );
}
