import { Children, ReactElement } from 'react';

/**
 * A glyph as an image for a style sheet. A grid with hundreds of `svg` elements does
 * not scroll smoothly; one with as many backgrounds does.
 *
 * @param glyph - what a component without hooks made: shapes, and groups of them
 * @param color - a colour of the theme
 * @returns a value for `background-image`
 */
export function glyphImage(glyph: ReactElement, color: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 16 16" color="${color}">${markup(
    glyph,
  )}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

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

/** `strokeWidth` is `stroke-width` outside of React. */
const attributeName = (property: string) =>
  property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
