/** The attributes that say where a mark is and what shape it has. */
const PLACES = [
  'viewBox',
  'transform',
  'x',
  'y',
  'dx',
  'dy',
  'x1',
  'y1',
  'x2',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'width',
  'height',
  'points',
  'd',
  'text-anchor',
  'stroke-dasharray',
];

/** What places an element of HTML. */
const STYLES = ['left', 'right', 'top', 'width', 'height', 'transform'];

const isNamed = (element: Element) => element.hasAttribute('data-testid');

/** A value and its unit stand on one line. */
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

/**
 * What a chart draws, for snapshots: an element a line, with where it is, what shape it
 * has and its text. Colours, classes and ids are left out, and so are elements that
 * neither draw nor hold anything drawn. Numbers are rounded to tenths of a pixel.
 */
export function drawingOf(element: Element): string {
  return linesOf(element).join('\n');
}

function linesOf(element: Element): string[] {
  const children = [...element.children].flatMap(linesOf);
  const { style } = element as HTMLElement | SVGElement;
  const isDrawn = element.namespaceURI === 'http://www.w3.org/2000/svg';
  const places = [
    ...(isDrawn ? PLACES : []).flatMap(name => {
      const value = element.getAttribute(name);
      return !value || value === 'translate(0, 0)'
        ? []
        : [`${name}=${tidy(value)}`];
    }),
    ...STYLES.flatMap(name => {
      const value = style.getPropertyValue(name);
      return value ? [`${name}: ${tidy(value)}`] : [];
    }),
  ];
  const text = element.children.length ? '' : element.textContent?.trim();
  if (!places.length && !text && !children.length) {
    return [];
  }
  // What only groups others says nothing
  if (!places.length && !text && !isNamed(element)) {
    return children;
  }
  const name = [
    element.tagName.toLocaleLowerCase('en'),
    ...(isNamed(element) ? [`[${element.getAttribute('data-testid')}]`] : []),
  ].join('');
  return [
    [name, ...places, ...(text ? [JSON.stringify(plain(text))] : [])].join(' '),
    ...children.map(line => `  ${line}`),
  ];
}

/** Rounds the numbers of an attribute; each part of a path begins a line of its own. */
function tidy(value: string): string {
  return value
    .replace(/-?\d+\.\d+(e-?\d+)?/g, number =>
      String(Math.round(Number(number) * 10) / 10),
    )
    .replace(/(?<=[\d\s])([MLHVZ])/g, ' $1')
    .trim();
}
