import { formatDate, formatInstant, formatPeriod } from './formatPeriod';

describe('formatPeriod', () => {
  it('names periods as a person does', () => {
    expect(formatPeriod('2026-04-15', 'day')).toBe('15 Apr 2026');
    expect(formatPeriod('2026-04-13', 'week')).toBe('W16, 2026');
    expect(formatPeriod('2026-04-13', 'week', 'long')).toBe('Week 16, 2026');
    expect(formatPeriod('2026-04-01', 'month')).toBe('Apr 2026');
    expect(formatPeriod('2026-04-01', 'month', 'long')).toBe('April 2026');
    expect(formatPeriod('2026-04-01', 'quarter')).toBe('Q2 2026');
  });

  it('gives the week at the turn of a year to the year of its Thursday', () => {
    expect(formatPeriod('2024-12-30', 'week')).toBe('W1, 2025');
  });
});

describe('formatInstant', () => {
  it('tells date, time and zone', () => {
    expect(formatInstant('2026-05-15T00:10:00Z', 'UTC')).toBe(
      '15 May 2026, 00:10 UTC',
    );
    expect(formatDate('2026-05-14T23:30:00Z', 'Europe/Berlin')).toBe(
      '15 May 2026',
    );
  });
});
