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
const PADDING = 14;
/** The text of a card begins and ends here. */
export const TEXT_LEFT = PADDING;
export const TEXT_RIGHT = CARD_WIDTH - PADDING;
const TEXT_WIDTH = TEXT_RIGHT - TEXT_LEFT;

const CAPTION_BASE = 21;
const TITLE_LINE = 17;
const ITEM_LINE = 19;
const BOTTOM = 11;

const GLYPH = 17;
const ITEM_GAP = 14;
const COVERAGE_BAR = 64;

/** How the texts of a card are set. */
export const textStyles = {
  caption: { size: 11, weight: 400 },
  number: { size: 13, weight: 600 },
  title: { size: 13.5, weight: 600 },
  item: { size: 12, weight: 400 },
  strongItem: { size: 12, weight: 600 },
} satisfies Record<string, TextStyle>;

/** A piece of what a card says, after its title. */
export type CardItem = {
  /** From the left of the card; the base line of its text. */
  x: number;
  y: number;
  /** Where its text begins, after its shape. */
  textX: number;
  text: string;
} & (
  | { type: 'status'; status: Status }
  | { type: 'trend'; trend: Trend }
  | { type: 'coverage'; share: number; barWidth: number }
  | { type: 'problem' }
  | { type: 'text' }
);

type Content = CardItem extends infer Item
  ? Item extends CardItem
    ? Omit<Item, 'x' | 'y' | 'textX'>
    : never
  : never;

/** What is drawn of a node, and where within its card. */
export type NodeCard = {
  node: ScorecardNode;
  height: number;
  caption: string;
  captionY: number;
  number: string;
  title: { y: number; text: string }[];
  items: CardItem[];
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
  const captionWidth = TEXT_WIDTH - measure(textStyles.number)(number) - 10;
  const title = wrapText(
    node.title,
    TEXT_WIDTH,
    2,
    measure(textStyles.title),
  ).map((text, index) => ({
    text,
    y: CAPTION_BASE + (index + 1) * TITLE_LINE + 3,
  }));
  const titleEnd = title.length ? title[title.length - 1].y : CAPTION_BASE;
  const items = placeItems(itemsOf(node, words), titleEnd + 2, measure);
  return {
    node,
    caption: shortenText(
      kindText(node, words),
      captionWidth,
      measure(textStyles.caption),
    ),
    captionY: CAPTION_BASE,
    number,
    title,
    items,
    height: (items[items.length - 1]?.y ?? titleEnd) + BOTTOM,
    label: nodeLabel(node, weight, words),
  };
}

function itemsOf(node: ScorecardNode, words: Words): Content[] {
  const { t } = words;
  const items: Content[] = [
    {
      type: 'status',
      status: node.status,
      text: t(`status.${node.status}`),
    },
  ];
  if (hasTrend(node)) {
    items.push({
      type: 'trend',
      trend: node.trend,
      text: t(`status.${node.trend}`),
    });
  }
  const before = beforeText(node, words);
  if (before) {
    items.push({ type: 'text', text: before });
  }
  const coverage = coverageOf(node, words);
  if (coverage) {
    items.push({ type: 'coverage', barWidth: COVERAGE_BAR, ...coverage });
  } else if (node.kind !== 'kpi') {
    items.push({ type: 'text', text: t('tree.nothingMeasured') });
  }
  if (node.problem) {
    items.push({ type: 'problem', text: t('goalTree.toMend') });
  }
  return items;
}

/** Side by side as far as there is room, then in the next line. */
function placeItems(
  items: Content[],
  start: number,
  measure: Measurer,
): CardItem[] {
  let x = TEXT_LEFT;
  let y = start + ITEM_LINE;
  return items.map(item => {
    const shape = shapeWidth(item);
    const style = item.type === 'status' ? 'strongItem' : 'item';
    const measureItem = measure(textStyles[style]);
    const width = shape + measureItem(item.text);
    if (x > TEXT_LEFT && x + width > TEXT_RIGHT) {
      x = TEXT_LEFT;
      y += ITEM_LINE;
    }
    const text = shortenText(item.text, TEXT_RIGHT - x - shape, measureItem);
    const placed = { ...item, text, x, y, textX: x + shape };
    x += width + ITEM_GAP;
    return placed;
  });
}

function shapeWidth(item: Content): number {
  switch (item.type) {
    case 'text':
      return 0;
    case 'coverage':
      return item.barWidth + 8;
    default:
      return GLYPH;
  }
}
