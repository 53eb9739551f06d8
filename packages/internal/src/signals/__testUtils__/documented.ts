import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const documentation = readFileSync(
  join(__dirname, '../../../../../docs/signals.md'),
  'utf8',
);

/** The rows of a table of the documentation, below the heading of its first column. */
export function documented(heading: string): Record<string, string>[] {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim());
  const lines = documentation.split('\n');
  const start = lines.findIndex(line => cells(line)[0] === heading);
  const end = lines.findIndex(
    (line, at) => at > start && !line.startsWith('|'),
  );
  const names = cells(lines[start]);
  return lines
    .slice(start + 2, end)
    .map(line =>
      Object.fromEntries(cells(line).map((cell, at) => [names[at], cell])),
    );
}

/** A share as the documentation has it, such as `2.5 %`. */
export function shareOf(text: string): { right: number; decimals: string } {
  const [, digits, decimals = ''] = /^(\d+(?:\.(\d+))?) %$/.exec(text)!;
  return { right: Number(digits) / 100, decimals };
}

/**
 * By how much they differ, in what chance and the digits of the documentation allow: 1
 * is four standard deviations of a share of so many charts.
 */
export function surprise(rate: number, text: string, charts: number): number {
  const { right, decimals } = shareOf(text);
  // One chart is no surprise where there should be none
  const chance = Math.sqrt(Math.max(right * (1 - right), 1 / charts) / charts);
  return Math.abs(rate - right) / (4 * chance + 0.005 / 10 ** decimals.length);
}
