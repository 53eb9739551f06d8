import {
  type RuleSet,
  ruleSets,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { documented, shareOf, surprise } from './__testUtils__/documented';
import { foundShiftRates } from './__testUtils__/shifted';
import {
  falseSignalRates,
  falseVerdictRate,
  type RuleName,
  steadyMonths,
  steadyProcesses,
} from './__testUtils__/steady';

const CHARTS = 2000;

const SHIFTED_CHARTS = 400;

/** What of charts in which nothing happens may have a verdict. */
const MOST_FALSE = 0.03;

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
            CHARTS,
          ),
        };
      });
    });
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });

  it.each([
    ['false verdict', 3],
    ['points', 2],
  ])('verdicts by %s', (heading, count) => {
    const rows = documented(heading);
    expect(rows).toHaveLength(count);
    const found = rows.flatMap(row =>
      Object.entries(steadyMonths).map(([name, process]) => {
        const of = row[heading];
        const [rules, points] = of.startsWith('`')
          ? [of.slice(1, -1) as RuleSet, 24]
          : [ruleSets[0], Number(of)];
        const rate = falseVerdictRate(process, rules, points, CHARTS);
        return {
          of,
          name,
          surprise: surprise(rate, row[name], CHARTS),
          documented: shareOf(row[name]).right,
        };
      }),
    );
    expect(found.filter(one => !(one.surprise < 1))).toEqual([]);
    expect(found.filter(one => !(one.documented <= MOST_FALSE))).toEqual([]);
  });

  it('shifts that are found', () => {
    const rows = documented('process');
    expect(rows).toHaveLength(30);
    let name = '';
    const names = new Set<string>();
    const surprises = rows.flatMap(row => {
      name = row.process || name;
      names.add(name);
      const found = foundShiftRates(name, Number(row.size), SHIFTED_CHARTS);
      return ([6, 12] as const).map(periods => ({
        name,
        size: row.size,
        periods,
        surprise: surprise(
          found[periods],
          row[`in ${periods} periods`],
          SHIFTED_CHARTS,
        ),
      }));
    });
    expect([...names]).toEqual(Object.keys(steadyMonths));
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });
});
