import type {
  ScorecardNode,
  Status,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Measurer, TextStyle } from './measureText';
import {
  beforeText,
  coverageOf,
  hasTrend,
  kindText,
  nodeLabel,
  numberText,
  Words,
} from './nodeTexts';
import type { NodeWeight } from './nodeWeights';
import { shortenText, wrapText } from './wrapText';

export const CARD_WIDTH = 248;
/** The stripe at the left of a card, in the colour of its status. */
export const STRIPE_WIDTH = 4;
export const STRIPE_INSET = 6;
const PADDING = 14;
/** The texts of a card begin and end here. */
const TEXT_LEFT = PADDING;
const TEXT_RIGHT = CARD_WIDTH - PADDING;
const TEXT_WIDTH = TEXT_RIGHT - TEXT_LEFT;

const CAPTION_BASE = 21;
const TITLE_LINE = 17;
const ITEM_LINE = 19;
const BOTTOM = 11;

const GLYPH = 17;
const ITEM_GAP = 14;
export const COVERAGE_BAR = 64;

/** How the texts of a card are set. */
export const textStyles = {
  caption: { size: 11, weight: 400 },
  number: { size: 13, weight: 600 },
  title: { size: 13.5, weight: 600 },
  item: { size: 12, weight: 400 },
  strongItem: { size: 12, weight: 600 },
} satisfies Record<string, TextStyle>;

/** What the colour of something means; what means nothing has that of its style. */
export type Tone = Status | Trend;

/** A text on a card. */
export type CardText = {
  /** From the left of the card, or where it ends; and its base line. */
  x: number;
  y: number;
  text: string;
  style: keyof typeof textStyles;
  tone?: Tone;
  /** `x` is where it ends. */
  isEnd?: boolean;
};

/** Something drawn on a card: the shape of a status, the arrow of a trend, a bar. */
export type CardShape = { x: number; y: number } & (
  | { type: 'status'; status: Status }
  | { type: 'trend'; trend: Trend }
  | { type: 'coverage'; share: number }
);

/** What is drawn of a node, and where within its card. */
export type NodeCard = {
  node: ScorecardNode;
  height: number;
  texts: CardText[];
  shapes: CardShape[];
  /** Everything in words. */
  label: string;
};

/** Puts what a node says on a card. */
export function nodeCard(
  node: ScorecardNode,
  weight: NodeWeight | undefined,
  words: Words,
  measure: Measurer,
): NodeCard {
  const number = numberText(node, words);
  const caption = shortenText(
    kindText(node, words),
    TEXT_WIDTH - measure(textStyles.number)(number) - 10,
    measure(textStyles.caption),
  );
  let y = CAPTION_BASE + 3;
  const title = wrapText(
    node.title,
    TEXT_WIDTH,
    2,
    measure(textStyles.title),
  ).map((text): CardText => {
    y += TITLE_LINE;
    return { x: TEXT_LEFT, y, text, style: 'title' };
  });
  const head: CardText[] = [
    { x: TEXT_LEFT, y: CAPTION_BASE, text: caption, style: 'caption' },
    {
      x: TEXT_RIGHT,
      y: CAPTION_BASE,
      text: number,
      style: 'number',
      isEnd: true,
    },
  ];
  const items = placeItems(itemsOf(node, words), y + 2, measure);
  return {
    node,
    // As they are shown, whatever is above
    texts: [...title, ...head, ...items.map(item => item.text)],
    shapes: items.flatMap(item => item.shape ?? []),
    height: (items[items.length - 1]?.text.y ?? y) + BOTTOM,
    label: nodeLabel(node, weight, words),
  };
}

type Place = { x: number; y: number };

/** A text and the shape before it, and how much room the shape takes. */
type Item = {
  text: Omit<CardText, keyof Place>;
  shape?: (at: Place) => CardShape;
  shapeWidth: number;
};

function itemsOf(node: ScorecardNode, words: Words): Item[] {
  const { t } = words;
  const { status, trend } = node;
  const plain = (text: string): Item => ({
    text: { text, style: 'item' },
    shapeWidth: 0,
  });
  const items: Item[] = [
    {
      text: { text: t(`status.${status}`), style: 'strongItem', tone: status },
      shape: at => ({ type: 'status', status, ...at }),
      shapeWidth: GLYPH,
    },
  ];
  if (hasTrend(node)) {
    items.push({
      text: { text: t(`status.${trend}`), style: 'item', tone: trend },
      shape: at => ({ type: 'trend', trend, ...at }),
      shapeWidth: GLYPH,
    });
  }
  const before = beforeText(node, words);
  if (before) {
    items.push(plain(before));
  }
  const coverage = coverageOf(node, words);
  if (coverage) {
    items.push({
      text: { text: coverage.text, style: 'item' },
      shape: at => ({ type: 'coverage', share: coverage.share, ...at }),
      shapeWidth: COVERAGE_BAR + 8,
    });
  } else if (node.kind !== 'kpi') {
    items.push(plain(t('tree.nothingMeasured')));
  }
  if (node.problem) {
    items.push({
      text: { text: t('picture.toMend'), style: 'item' },
      shape: at => ({ type: 'status', status: 'at-risk', ...at }),
      shapeWidth: GLYPH,
    });
  }
  return items;
}

/** Side by side as far as there is room, then in the next line. */
function placeItems(items: Item[], start: number, measure: Measurer) {
  let x = TEXT_LEFT;
  let y = start + ITEM_LINE;
  return items.map(({ text, shape, shapeWidth }) => {
    const measureText = measure(textStyles[text.style]);
    const width = shapeWidth + measureText(text.text);
    if (x > TEXT_LEFT && x + width > TEXT_RIGHT) {
      x = TEXT_LEFT;
      y += ITEM_LINE;
    }
    const at = { x, y };
    x += width + ITEM_GAP;
    return {
      shape: shape?.(at),
      text: {
        ...text,
        x: at.x + shapeWidth,
        y,
        text: shortenText(
          text.text,
          TEXT_RIGHT - at.x - shapeWidth,
          measureText,
        ),
      },
    };
  });
}
