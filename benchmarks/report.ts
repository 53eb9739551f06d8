/** A line of the table of results. */
export type Row = { what: string; value: string; ratio: string; goal: string };

/** The seconds that something takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1_000;
}

/** The middle of some numbers. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The results as a Markdown table. */
export function table(rows: Row[]): string {
  const header: Row = {
    what: '',
    value: 'median',
    ratio: 'ratio',
    goal: 'goal',
  };
  const all = [header, ...rows];
  const width = (key: keyof Row) =>
    Math.max(...all.map(row => row[key].length), 3);
  const keys: (keyof Row)[] = ['what', 'value', 'ratio', 'goal'];
  const line = (row: Row) =>
    `| ${keys.map(key => row[key].padEnd(width(key))).join(' | ')} |`;
  const rule = `| ${keys.map(key => '-'.repeat(width(key))).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
