import { dayPresets } from './dayPresets';

describe('dayPresets', () => {
  it.each([
    ['2026-05-15', '2026-04-30', '2026-03-31', '2025-12-31'],
    ['2026-01-10', '2025-12-31', '2025-12-31', '2025-12-31'],
    ['2024-03-31', '2024-02-29', '2023-12-31', '2023-12-31'],
    ['2026-10-01', '2026-09-30', '2026-09-30', '2025-12-31'],
  ])('on %s', (today, lastMonth, lastQuarter, lastYear) => {
    expect(dayPresets(today)).toEqual({ lastMonth, lastQuarter, lastYear });
  });
});
