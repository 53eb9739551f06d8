import { withoutChance } from './byChance';
import type { SignalValue } from './types';
import { processChart } from './xmr';

/** The signals at the end, in all and without those by chance. */
function holding(values: number[]) {
  const series: SignalValue[] = values.map((value, index) => ({
    period: `2026-01-${String(index + 1).padStart(2, '0')}`,
    value,
    weight: 1,
  }));
  const { points, signals } = processChart(series, {
    rules: 'nhs',
    direction: 'higher',
  });
  const { period } = series[series.length - 1];
  const atEnd = signals.filter(({ to }) => to === period);
  return [atEnd, withoutChance(atEnd, points)].map(list =>
    list.map(({ rule, points: count }) => `${rule} ${count}`),
  );
}

describe('withoutChance', () => {
  it('has no run of a process that is mostly at its best value', () => {
    const values = Array.from({ length: 24 }, () => 100);
    values[4] = 98;
    values[13] = 99;
    expect(holding(values)).toEqual([['shift 10'], []]);
  });

  it('has the run of a process that has come to its best value', () => {
    const before = [98, 99, 100, 97, 99, 98, 100, 99, 98, 97, 99, 100];
    const since = before.map(() => 100);
    expect(holding([...before, ...since])).toEqual([
      ['shift 13'],
      ['shift 13'],
    ]);
  });

  it('has all else', () => {
    const values = Array.from({ length: 24 }, (_, index) => 100 + (index % 2));
    values[23] = 90;
    expect(holding(values)).toEqual([['outside 1'], ['outside 1']]);
  });
});
