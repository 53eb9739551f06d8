import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, shareOf, simulate } from './__testUtils__/simulate';

const SERIES = 400;

const documentation = readFileSync(
  join(__dirname, '../../../../../docs/signals.md'),
  'utf8',
);

/** Rows of the table of the documentation whose first column has this heading. */
function documented(heading: string): string[][] {
  const lines = documentation.split('\n').map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
  const start = lines.findIndex(([first]) => first === heading) + 2;
  const end = lines.findIndex((cells, at) => at >= start && !cells.length);
  return lines.slice(start, end);
}

/** A share and what the documentation says, as far as chance allows. */
function expectShare(share: number, text: string, of: number) {
  const [, percent] = /^([\d.]+) %$/.exec(text)!;
  const right = Number(percent) / 100;
  const chance = Math.sqrt((right * (1 - right)) / of);
  expect(Math.abs(share - right)).toBeLessThan(4 * chance + 0.01);
}

const simulated = new Map<string, Outcome[]>();

function outcomesOf(process: string, known: number): Outcome[] {
  const key = `${process} ${known}`;
  const outcomes = simulated.get(key) ?? simulate(process, known, SERIES);
  simulated.set(key, outcomes);
  return outcomes;
}

describe('forecasts hold, as the documentation has it', () => {
  it.each(documented('60 values'))(
    'of a %s',
    (process, model, chosen, next80, all80, next95, all95) => {
      const outcomes = outcomesOf(process, 60);
      const next = outcomes.map(({ points }) => points[0]);
      const all = outcomes.flatMap(({ points }) => points);
      expectShare(
        shareOf(outcomes, one => model.includes(one.model)),
        chosen,
        SERIES,
      );
      expectShare(
        shareOf(next, one => one.within80),
        next80,
        SERIES,
      );
      expectShare(
        shareOf(all, one => one.within80),
        all80,
        SERIES,
      );
      expectShare(
        shareOf(next, one => one.within95),
        next95,
        SERIES,
      );
      expectShare(
        shareOf(all, one => one.within95),
        all95,
        SERIES,
      );
    },
  );

  it.each(documented('values'))('with %s values', (values, ...cells) => {
    ['level', 'random walk'].forEach((process, index) => {
      const outcomes = outcomesOf(process, Number(values));
      const next = outcomes.map(({ points }) => points[0]);
      const all = outcomes.flatMap(({ points }) => points);
      const [next95, all95] = cells.slice(2 * index);
      expectShare(
        shareOf(next, one => one.within95),
        next95,
        SERIES,
      );
      expectShare(
        shareOf(all, one => one.within95),
        all95,
        SERIES,
      );
    });
  });

  it.each(documented('said'))(
    'in the share that was said: %s',
    (said, next, later) => {
      const [from, to] = said.split(/\D+/).map(Number);
      const isSaid = ({ probability }: { probability: number }) =>
        100 * probability >= from && 100 * probability < to;
      const outcomes = documented('60 values').flatMap(([process]) =>
        [24, 60].flatMap(known => outcomesOf(process, known)),
      );
      const near = outcomes.map(({ points }) => points[0]).filter(isSaid);
      const far = outcomes.flatMap(({ points }) => points.slice(1));
      expectShare(
        shareOf(near, ({ met }) => met),
        next,
        near.length,
      );
      // Those of the same series are not independent of each other.
      const some = far.filter(isSaid);
      expectShare(
        shareOf(some, ({ met }) => met),
        later,
        some.length / 20,
      );
    },
  );
});
