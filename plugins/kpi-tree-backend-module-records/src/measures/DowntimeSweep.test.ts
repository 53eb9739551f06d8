import { randomNumbers } from '../__testUtils__/records';
import { DowntimeSweep, Stretch } from './DowntimeSweep';

type Interval = { start: number; end: number; share: number };

function sweep(intervals: Interval[]): Stretch[] {
  const result = new DowntimeSweep();
  const stretches: Stretch[] = [];
  for (const { start, end, share } of [...intervals].sort(
    (x, y) => x.start - y.start,
  )) {
    stretches.push(...result.advance(start));
    result.add({ end, share });
  }
  stretches.push(...result.advance(Infinity));
  return stretches;
}

describe('DowntimeSweep', () => {
  it('never adds up what overlaps: the largest share counts', () => {
    expect(
      sweep([
        { start: 0, end: 10, share: 0.3 },
        { start: 2, end: 4, share: 1 },
        { start: 3, end: 12, share: 0.3 },
        { start: 20, end: 21, share: 0.5 },
        { start: 20, end: 20, share: 1 },
      ]),
    ).toEqual([
      { from: 0, to: 2, share: 0.3 },
      { from: 2, to: 3, share: 1 },
      { from: 3, to: 4, share: 1 },
      { from: 4, to: 12, share: 0.3 },
      { from: 20, to: 21, share: 0.5 },
    ]);
  });

  it.each(Array.from({ length: 50 }, (_, seed) => [seed]))(
    'equals a look at every minute (seed %d)',
    seed => {
      const random = randomNumbers(seed);
      const intervals = Array.from(
        { length: Math.floor(random() * 40) },
        (): Interval => {
          const start = Math.floor(random() * 200);
          return {
            start,
            end: start + Math.floor(random() * random() * 100),
            share: [0.1, 0.3, 0.5, 1][Math.floor(random() * 4)],
          };
        },
      );
      const expected = Array.from({ length: 300 }, (_, minute) =>
        Math.max(
          0,
          ...intervals
            .filter(i => i.start <= minute && minute < i.end)
            .map(i => i.share),
        ),
      );
      const actual = Array<number>(300).fill(0);
      for (const { from, to, share } of sweep(intervals)) {
        for (let minute = from; minute < to; minute++) {
          // No minute is reported twice
          expect(actual[minute]).toBe(0);
          actual[minute] = share;
        }
      }
      expect(actual).toEqual(expected);
    },
  );
});
