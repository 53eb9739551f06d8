import type { Measure } from './wrapText';

/** A text as it is set: its size in pixels and its weight. */
export type TextStyle = { size: number; weight: number };

/** Measures texts of a font; each only once. */
export type Measurer = (style: TextStyle) => Measure;

/**
 * Measures as the browser draws, and where there is nothing to draw on roughly: a
 * letter is a little wider than half its size, one of China, Japan or Korea as wide.
 */
export function textMeasurer(fontFamily: string): Measurer {
  const context =
    typeof OffscreenCanvas === 'undefined'
      ? null
      : new OffscreenCanvas(1, 1).getContext('2d');
  const known = new Map<string, number>();
  return ({ size, weight }) => {
    const font = `${weight} ${size}px ${fontFamily}`;
    return text => {
      const key = `${font}|${text}`;
      let width = known.get(key);
      if (width === undefined) {
        if (context) {
          context.font = font;
          width = context.measureText(text).width;
        } else {
          width = roughWidth(text) * size;
        }
        known.set(key, width);
      }
      return width;
    };
  };
}

function roughWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    width += /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(
      letter,
    )
      ? 1
      : 0.56;
  }
  return width;
}
