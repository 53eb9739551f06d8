import { comparedDay } from './comparedDay';

describe('comparedDay', () => {
  it.each([
    ['P1M', '2026-03-31', '2026-02-28'],
    ['P1M', '2024-03-31', '2024-02-29'],
    ['P3M', '2026-01-15', '2025-10-15'],
    ['P1Y', '2024-02-29', '2023-02-28'],
    ['P1Y', '1900-03-01', '1900-01-01'],
    ['2025-12-31', '2026-03-31', '2025-12-31'],
  ])('%s before %s is %s', (compare, asOf, day) => {
    expect(comparedDay(compare, asOf)).toBe(day);
  });

  it('is nothing where nothing is compared', () => {
    expect(comparedDay(undefined, '2026-03-31')).toBeUndefined();
  });
});
