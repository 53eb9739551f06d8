import { DateOrder, toIso } from './writtenDates';

it.each<[DateOrder, string, string]>([
  ['dmy', '31.12.2026', '2026-12-31'],
  ['dmy', '3/1/2026 08:15', '2026-01-03T08:15:00'],
  ['dmy', '03-01-2026 8:15:30', '2026-01-03T08:15:30'],
  ['mdy', '12/31/2026', '2026-12-31'],
  ['mdy', '1/3/2026, 12:05 AM', '2026-01-03T00:05:00'],
  ['mdy', '1/3/2026 12:05 p.m.', '2026-01-03T12:05:00'],
  ['mdy', '1/3/2026 8:15PM', '2026-01-03T20:15:00'],
])('reads %s: %s is %s', (order, text, iso) => {
  expect(toIso(text, order)).toBe(iso);
});

it.each<[DateOrder, string]>([
  ['iso', '31.12.2026'],
  // No month is the 31st, no hour the 24th or the 13th of a half day
  ['mdy', '31/12/2026'],
  ['dmy', '12/31/2026 08:15'],
  ['dmy', '31.04.2026 08:00'],
  ['dmy', '01.01.2026 24:00'],
  ['mdy', '1/1/2026 13:00 PM'],
  ['dmy', '2026-12-31T08:15:00Z'],
  ['dmy', '31.12-2026'],
  ['dmy', '31.12.26'],
  ['dmy', 'since 31.12.2026'],
  ['dmy', ''],
])('leaves what is no date in its order, by %s: "%s"', (order, text) => {
  expect(toIso(text, order)).toBe(text);
});
