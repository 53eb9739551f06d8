/** A picture that stands alone: an SVG document with everything that it needs. */
export type SvgPicture = {
  svg: string;
  /** In pixels of CSS. */
  width: number;
  height: number;
};

/** What stands around a drawing once it has left its page. */
export type PictureFrame = {
  title: string;
  /** What else one has to know to read it: scope, date, target. A line each. */
  lines?: string[];
  /** The colours and the font of the theme. */
  background: string;
  color: string;
  fontFamily: string;
};

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Elements with this attribute are for the screen only. */
export const screenOnly = { 'data-screen-only': true };

const PADDING = 24;
const TITLE_HEIGHT = 28;
const LINE_HEIGHT = 18;

/** What a shape takes over from the one around it, if it says nothing itself. */
const inherited = [
  'color',
  'fill',
  'fill-opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-variant-numeric',
  'font-weight',
  'letter-spacing',
  'paint-order',
  'stroke',
  'stroke-dasharray',
  'stroke-dashoffset',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'stroke-width',
  'text-anchor',
  'visibility',
];

/** The others, and what they are if nothing is said. */
const initial: Record<string, string> = {
  display: 'inline',
  'dominant-baseline': 'auto',
  opacity: '1',
  'stop-color': 'rgb(0, 0, 0)',
  'stop-opacity': '1',
};

/**
 * Takes a drawing off the page, all of it, with its colours and fonts, and puts its
 * title above it. Styles of classes become styles of the shapes themselves, as they
 * are now: what is hidden stays hidden. What carries {@link screenOnly} is left out.
 *
 * @param drawing - has a `viewBox`, or a width and a height in pixels
 */
export function svgPicture(
  drawing: SVGSVGElement,
  frame: PictureFrame,
): SvgPicture {
  const [x, y, innerWidth, innerHeight] = boxOf(drawing);
  const lines = frame.lines ?? [];
  const head = TITLE_HEIGHT + lines.length * LINE_HEIGHT + PADDING / 2;
  const width = Math.ceil(innerWidth + 2 * PADDING);
  const height = Math.ceil(innerHeight + head + 2 * PADDING);

  const copy = drawing.cloneNode(true) as SVGSVGElement;
  inlineStyles(drawing, copy);
  copy.removeAttribute('style');
  setAll(copy, {
    x: PADDING,
    y: PADDING + head,
    width: innerWidth,
    height: innerHeight,
    viewBox: `${x} ${y} ${innerWidth} ${innerHeight}`,
  });

  const root = create('svg', {
    xmlns: NAMESPACE,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': frame.fontFamily,
  });
  root.append(
    create('title', {}, frame.title),
    create('rect', { width, height, fill: frame.background }),
    create(
      'text',
      {
        x: PADDING,
        y: PADDING + 18,
        'font-size': 20,
        'font-weight': 600,
        fill: frame.color,
      },
      frame.title,
    ),
    ...lines.map((line, index) =>
      create(
        'text',
        {
          x: PADDING,
          y: PADDING + TITLE_HEIGHT + 12 + index * LINE_HEIGHT,
          'font-size': 13,
          fill: frame.color,
        },
        line,
      ),
    ),
    copy,
  );
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

function boxOf(drawing: SVGSVGElement): number[] {
  const box = drawing
    .getAttribute('viewBox')
    ?.split(/[\s,]+/)
    .map(Number);
  return box?.length === 4
    ? box
    : [
        0,
        0,
        Number(drawing.getAttribute('width')) || drawing.clientWidth,
        Number(drawing.getAttribute('height')) || drawing.clientHeight,
      ];
}

/** Both are alike, element by element; the copy is nowhere on the page. */
function inlineStyles(
  original: SVGElement,
  copy: SVGElement,
  around?: CSSStyleDeclaration,
) {
  const style = getComputedStyle(original);
  const wanted = new Map<string, string>();
  for (const name of inherited) {
    const value = style.getPropertyValue(name);
    if (value && value !== around?.getPropertyValue(name)) {
      wanted.set(name, value);
    }
  }
  for (const [name, usual] of Object.entries(initial)) {
    const value = style.getPropertyValue(name);
    if (value && value !== usual && around) {
      wanted.set(name, value);
    }
  }
  const originals = Array.from(original.children);
  Array.from(copy.children).forEach((child, index) => {
    if (child.hasAttribute('data-screen-only')) {
      child.remove();
    } else if (child instanceof SVGElement) {
      inlineStyles(originals[index] as SVGElement, child, style);
    }
  });
  for (const { name } of Array.from(copy.attributes)) {
    if (/^(class|style|role|tabindex|focusable|data-.*|aria-.*)$/.test(name)) {
      copy.removeAttribute(name);
    }
  }
  for (const [name, value] of wanted) {
    if (name === 'font-variant-numeric') {
      copy.style.setProperty(name, value);
    } else {
      copy.setAttribute(name, value);
    }
  }
}

function create(
  name: string,
  attributes: Record<string, string | number>,
  text?: string,
): SVGElement {
  const element = document.createElementNS(NAMESPACE, name) as SVGElement;
  setAll(element, attributes);
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function setAll(element: Element, attributes: Record<string, string | number>) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns') {
      element.setAttribute(name, String(value));
    }
  }
}
