import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  falseSignalRates,
  falseVerdictRate,
  type RuleName,
  steadyProcesses,
} from './__testUtils__/steady';
import { type RuleSet, ruleSets } from './types';

const CHARTS = 2000;

const documentation = readFileSync(
  join(__dirname, '../../../../docs/signals.md'),
  'utf8',
);

/** The rows of a table of the documentation, below the heading of its first column. */
function documented(heading: string): Record<string, string>[] {
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

/**
 * By how much they differ, in what chance and the digits of the documentation allow: 1
 * is four standard deviations of a share of so many charts.
 */
function surprise(rate: number, text: string): number {
  const [, digits, decimals = ''] = /^(\d+(?:\.(\d+))?) %$/.exec(text)!;
  const right = Number(digits) / 100;
  const chance = Math.sqrt((right * (1 - right)) / CHARTS);
  return Math.abs(rate - right) / (4 * chance + 0.005 / 10 ** decimals.length);
}

describe('false signals, as the documentation has them', () => {
  const rates = Object.fromEntries(
    ruleSets.map(rules => [
      rules,
      Object.fromEntries(
        Object.entries(steadyProcesses).map(([name, process]) => [
          name,
          falseSignalRates(process, rules, 24, CHARTS),
        ]),
      ),
    ]),
  );

  it.each([
    ['pattern at the newest point', 'newest'],
    ['pattern somewhere', 'anywhere'],
  ] as const)('%s', (heading, where) => {
    const rows = documented(heading);
    expect(rows).toHaveLength(11);
    const surprises = rows.flatMap(row => {
      const [, rules, rule] = /^`(.+)`, (?:any rule|`(.+)`)$/.exec(
        row[heading],
      )!;
      return Object.keys(steadyProcesses).map(process => {
        const rate = rates[rules as RuleSet][process];
        return {
          row: row[heading],
          process,
          surprise: surprise(
            rate((rule ?? 'any') as RuleName)[where],
            row[process],
          ),
        };
      });
    });
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });

  it('false verdicts', () => {
    const rows = documented('false verdict');
    expect(rows).toHaveLength(3);
    const surprises = rows.flatMap(row =>
      Object.entries(steadyProcesses).map(([name, process]) => {
        const rules = row['false verdict'].slice(1, -1) as RuleSet;
        const rate = falseVerdictRate(process, rules, 24, CHARTS);
        return { rules, name, surprise: surprise(rate, row[name]) };
      }),
    );
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });

  it('by the number of points', () => {
    const rows = documented('points');
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const [process, count] = [steadyProcesses.normal, Number(row.points)];
      const verdicts = falseVerdictRate(process, 'nhs', count, CHARTS);
      expect(surprise(verdicts, row['false verdict'])).toBeLessThan(1);
      const rate = falseSignalRates(process, 'nhs', count, CHARTS);
      const { anywhere } = rate('any');
      expect(surprise(anywhere, row['pattern somewhere'])).toBeLessThan(1);
    }
  });
});
