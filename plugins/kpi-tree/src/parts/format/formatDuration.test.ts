import { formatDuration } from './formatDuration';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [2_430, '2.4 s'],
    [42_400, '42 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [7_260_000, '2 h 1 min'],
    [100_800_000, '1 d 4 h'],
  ])('of %d ms', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
