import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shiftedProcesses } from './__testUtils__/shifted';
import { steadyMonths } from './__testUtils__/steady';
import { messagesOf, verdictsByMonth, WARM_UP } from './__testUtils__/told';

jest.setTimeout(600_000);

/** `TOLD_SERIES=20000 yarn test toldRates` makes the figures of the documentation. */
const SERIES = Number(process.env.TOLD_SERIES ?? 450);

const MONTHS = 36;

/** Which shares of steady values are off target, evenly spread over the series. */
const OFF_TARGET = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

/** As many KPIs as a service has in the documentation, each by month. */
const KPIS = 10;

const MOST = 5;

const documentation = readFileSync(
  join(__dirname, '../../../../docs/messages.md'),
  'utf8',
);

/** How many messages a series of a process that stays the same has in a month. */
function messagesAMonth(name: string): number {
  const process = steadyMonths[name];
  const usual = process(5_000).values.sort((a, b) => a - b);
  let messages = 0;
  for (let series = 0; series < SERIES; series++) {
    const off = OFF_TARGET[series % OFF_TARGET.length];
    const target = off === 0 ? usual[0] - 1 : usual[Math.floor(off * 5_000)];
    const months = process(WARM_UP - 1 + MONTHS);
    for (const begun of messagesOf(verdictsByMonth(months, target))) {
      // What begins with one month is one message
      messages += begun.length ? 1 : 0;
    }
  }
  return messages / SERIES / MONTHS;
}

/** In what share of shifts beyond the target that is told, within 4, 6 and 12 months. */
function toldShifts(name: string, size: number): number[] {
  const { months, expected } = shiftedProcesses[name];
  const count = Math.ceil(SERIES / 3);
  const within = [4, 6, 12];
  const told = within.map(() => 0);
  for (let series = 0; series < count; series++) {
    const made = months(WARM_UP + 12, size);
    // Turned round where it would improve
    const values =
      expected === 'improving' ? made.values.map(value => -value) : made.values;
    const target = Math.min(...values.slice(0, WARM_UP)) - 1e-3;
    const messages = [
      ...messagesOf(
        verdictsByMonth({ ...made, values, eventDays: undefined }, target),
      ),
    ];
    const after = messages.findIndex(
      (begun, month) =>
        month > 0 &&
        (begun.includes('off-target') || begun.includes('worsening')),
    );
    within.forEach((most, index) => {
      told[index] += after > 0 && after <= most ? 1 : 0;
    });
  }
  return told.map(found => found / count);
}

/** The numbers in the row of a table that begins so. */
function documented(row: string): number[] {
  const line = documentation
    .split('\n')
    .find(each => each.startsWith(`| ${row} `));
  return (line ?? '')
    .split('|')
    .slice(2, -1)
    .map(cell => Number(cell.replace('%', '').trim()));
}

it('keeps silent where nothing happens: fewer than 5 messages a month of 1,000 services', () => {
  const rates = Object.keys(steadyMonths).map(name => ({
    name,
    rate: messagesAMonth(name),
  }));
  if (process.env.TOLD_SERIES) {
    process.stdout.write(
      `${rates
        .map(({ name, rate }) => `${name} ${(rate * 1_000).toFixed(3)}`)
        .join('\n')}\n`,
    );
  }
  const months = SERIES * MONTHS;
  const right = rates.map(({ name }) => (documented(name)[0] * months) / 1_000);
  const expected = right.reduce((sum, one) => sum + one, 0);
  const found = rates.reduce((sum, { rate }) => sum + rate * months, 0);
  // Four standard deviations: they come in twos, as what is off target comes back
  expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(2 * expected));
  const names = Object.keys(steadyMonths);
  const mean =
    names.reduce((sum, name) => sum + documented(name)[0], 0) / names.length;
  expect(mean * KPIS).toBeLessThan(MOST);
  const [, said] = /\*\*([\d.]+) messages a month\*\*/.exec(documentation)!;
  expect(Number(said)).toBeCloseTo(mean * KPIS, 1);
});

it.each([
  ['normal, by 2', 'normal', 2],
  ['normal, by 3', 'normal', 3],
  ['normal, by 4', 'normal', 4],
  ['autocorrelated, by 3', 'autocorrelated', 3],
  ['ceiling, by 5', 'ceiling', 5],
  ['shares, to 60 %', 'shares', 60],
  ['lognormal, 5 times', 'lognormal', 5],
])('tells a shift beyond the target: %s', (row, name, size) => {
  const found = toldShifts(name, size);
  if (process.env.TOLD_SERIES) {
    process.stdout.write(
      `${row} ${found.map(share => Math.round(100 * share)).join(' ')}\n`,
    );
  }
  expect(documented(row)).toEqual([
    expect.any(Number),
    expect.any(Number),
    expect.any(Number),
  ]);
  const count = Math.ceil(SERIES / 3);
  const surprises = found.filter((share, index) => {
    const right = documented(row)[index] / 100;
    const chance = Math.sqrt(Math.max(right * (1 - right), 1 / count) / count);
    return Math.abs(share - right) > 4 * chance + 0.005;
  });
  expect(surprises).toEqual([]);
});
