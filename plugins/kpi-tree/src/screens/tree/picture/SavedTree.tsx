import { useTheme } from '@material-ui/core/styles';
import { forwardRef } from 'react';
import { statusColor } from '../../../parts/status';
import type { TreeRow } from '../../../parts/nodes/treeRows';
import { CardShapes } from './CardShapes';
import { countBelow } from './foldedNodes';
import type { TreeLayout } from './layoutTree';
import {
  CARD_WIDTH,
  CardText,
  NodeCard,
  STRIPE_INSET,
  STRIPE_WIDTH,
  textStyles,
} from './nodeCard';
import type { NodeWeight } from './nodeWeights';
import { TreeEdges } from './TreeEdges';
import { textColor } from './toneColor';

type SavedTreeProps = {
  rows: TreeRow[];
  layout: TreeLayout;
  cards: ReadonlyMap<string, NodeCard>;
  weights: ReadonlyMap<string, NodeWeight>;
};

/**
 * The tree as it is saved: one drawing with all of its texts. On the screen it stands
 * as HTML, whose texts are not laid out again at each step of a zoom.
 */
export const SavedTree = forwardRef<SVGSVGElement, SavedTreeProps>(
  ({ rows, layout, cards, weights }, ref) => {
    const theme = useTheme();
    return (
      <svg ref={ref} viewBox={`0 0 ${layout.width} ${layout.height}`}>
        <TreeEdges layout={layout} weights={weights} />
        {rows.map(({ node, expanded }) => {
          const card = cards.get(node.id)!;
          const { x, y, width, height } = layout.boxes.get(node.id)!;
          return (
            <g key={node.id} transform={`translate(${x} ${y})`}>
              <rect
                width={width}
                height={height}
                rx={6}
                fill={theme.palette.background.paper}
                stroke={theme.palette.divider}
              />
              <rect
                y={STRIPE_INSET}
                width={STRIPE_WIDTH}
                height={height - 2 * STRIPE_INSET}
                rx={STRIPE_WIDTH / 2}
                fill={statusColor(theme, node.status)}
              />
              <CardShapes card={card} />
              {card.texts.map((text, index) => (
                <Text key={index} text={text} />
              ))}
              {expanded === false && (
                <FoldedNodes number={countBelow(node)} y={height / 2} />
              )}
            </g>
          );
        })}
      </svg>
    );
  },
);

function Text({ text }: { text: CardText }) {
  const theme = useTheme();
  const { size, weight } = textStyles[text.style];
  return (
    <text
      x={text.x}
      y={text.y}
      fontSize={size}
      fontWeight={weight}
      textAnchor={text.isEnd ? 'end' : undefined}
      fill={textColor(theme, text)}
    >
      {text.text}
    </text>
  );
}

function FoldedNodes({ number, y }: { number: number; y: number }) {
  const theme = useTheme();
  const text = `+${number}`;
  const half = Math.max(12, text.length * 4 + 6);
  return (
    <g transform={`translate(${CARD_WIDTH} ${y})`}>
      <rect
        x={-half}
        y={-12}
        width={2 * half}
        height={24}
        rx={12}
        fill={theme.palette.background.paper}
        stroke={theme.palette.textSubtle}
      />
      <text
        y={4}
        fontSize={11}
        fontWeight={600}
        textAnchor="middle"
        fill={theme.palette.text.primary}
      >
        {text}
      </text>
    </g>
  );
}
