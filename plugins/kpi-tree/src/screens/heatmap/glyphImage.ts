import { Children, ReactElement } from 'react';

/** `strokeWidth` is `stroke-width` outside of React. */
const attributeName = (property: string) =>
  property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

function markup({ type, props }: ReactElement): string {
  const { children, ...attributes } = props;
  const inside = Children.toArray(children) as ReactElement[];
  const list = Object.entries(attributes).map(
    ([name, value]) => `${attributeName(name)}="${value}"`,
  );
  return `<${[type, ...list].join(' ')}>${inside
    .map(markup)
    .join('')}</${type}>`;
}

/**
 * A glyph as an image for a style sheet. A grid with hundreds of `svg` elements does
 * not scroll smoothly; one with as many backgrounds does.
 *
 * @param glyph - a component without hooks that makes shapes, and groups of them
 * @param props - its properties
 * @param color - a colour of the theme
 * @returns a value for `background-image`
 */
export function glyphImage<Props>(
  glyph: (props: Props) => ReactElement | null,
  props: Props,
  color: string,
): string {
  const drawn = glyph(props);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 16 16" color="${color}">${
    drawn ? markup(drawn) : ''
  }</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
