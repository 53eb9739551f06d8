import {
  documented,
  shareOf,
  surprise,
} from '../signals/__testUtils__/documented';
import { steadyMonths } from '../signals/__testUtils__/steady';
import {
  falseEffectRate,
  foundEffectRates,
  improving,
} from './__testUtils__/simulated';

const HISTORIES = 150;

/** What of actions on processes in which nothing happens may seem to work. */
const MOST_FALSE = 0.05;

/** How an action begins, by what the documentation calls it. */
const beginnings: Record<string, { before: number; atWorst?: boolean }> = {
  '24 before': { before: 24 },
  '24 before, the last is the worst': { before: 24, atWorst: true },
  '12 before': { before: 12 },
  '8 before': { before: 8 },
};

describe('false effects of actions, as the documentation has them', () => {
  it('where nothing happens', () => {
    const rows = documented('months');
    expect(rows.map(({ months }) => months)).toEqual(Object.keys(beginnings));
    const found = rows.flatMap(({ months, ...row }) =>
      Object.entries(steadyMonths).map(([name, process]) => {
        const rate = falseEffectRate(process, beginnings[months], HISTORIES);
        return {
          months,
          name,
          surprise: surprise(rate, row[name], HISTORIES),
          documented: shareOf(row[name]).right,
        };
      }),
    );
    expect(found.filter(one => !(one.surprise < 1))).toEqual([]);
    expect(found.filter(one => !(one.documented <= MOST_FALSE))).toEqual([]);
  });

  it('where it got better before', () => {
    const rows = documented('better each month by');
    expect(rows).toHaveLength(4);
    const surprises = rows.flatMap(row =>
      [24, 12].map(before => {
        const slope = Number(row['better each month by'].split(' ')[0]);
        const rate = falseEffectRate(improving(slope), { before }, HISTORIES);
        return {
          slope,
          before,
          surprise: surprise(rate, row[`${before} before`], HISTORIES),
        };
      }),
    );
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });

  it('that are found', () => {
    const rows = documented('KPI');
    let name = '';
    const names = new Set<string>();
    const surprises = rows.flatMap(row => {
      name = row.KPI || name;
      names.add(name);
      const found = foundEffectRates(name, Number(row.size), HISTORIES);
      return ([6, 12] as const).map(months => ({
        name,
        size: row.size,
        months,
        surprise: surprise(
          found[months],
          row[`after ${months} months`],
          HISTORIES,
        ),
      }));
    });
    expect([...names]).toEqual(Object.keys(steadyMonths));
    expect(surprises.filter(one => !(one.surprise < 1))).toEqual([]);
  });
});
