/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/**
 * Breaks a text into lines that are no wider than they may be, between words, or
 * within one that is too long for a line. What does not fit ends in an ellipsis.
 */
export function wrapText(
  text: string,
  width: number,
  maxLines: number,
  measure: Measure,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) {
      lines.push(line);
    }
    line = word;
    while (measure(line) > width && line.length > 1) {
      const end = fittingLength(line, width, measure);
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  if (line) {
    lines.push(line);
  }
  if (lines.length <= maxLines) {
    return lines;
  }
  const last = `${lines[maxLines - 1]} ${lines[maxLines]}`;
  return [
    ...lines.slice(0, maxLines - 1),
    shortenText(last, width, measure, true),
  ];
}

/**
 * Cuts a text that is wider than it may be, and ends it with an ellipsis.
 *
 * @param always - the text goes on even if it is short enough
 */
export function shortenText(
  text: string,
  width: number,
  measure: Measure,
  always = false,
): string {
  if (!always && measure(text) <= width) {
    return text;
  }
  const end = fittingLength(text, width - measure('…'), measure);
  return `${text.slice(0, end).trimEnd()}…`;
}

/** How many characters fit, at least one. */
function fittingLength(text: string, width: number, measure: Measure): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, middle)) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
