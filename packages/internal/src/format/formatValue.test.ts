import { formatPeriod } from './formatPeriod';
import { formatChange, formatPercentage, formatValue } from './formatValue';
import { languageOf } from './languages';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  [1.4, 'h', '+1.4 h'],
  [-0.0413, 'h', '−0.041 h'],
  [1234, 'min', '+1,234 min'],
  [-3, '1', '−3'],
  [1.44, '%', '+1.44 points'],
  [95, '%', '+95 points'],
  [-12.5, 'points', '−12.5 points'],
  [0, 'h', '0 h'],
])('shows a change of %d %s as %s', (change, unit, text) => {
  expect(formatChange(change, unit).replace(/\u00a0/g, ' ')).toBe(text);
});

it.each([
  [999_999_999_999_999, '999,999,999,999,999 EUR'],
  [1.7e308, '1.7E308 EUR'],
  [-5e15, '-5E15 EUR'],
  [5e-324, '5E-324 EUR'],
  [1e-9, '0.000000001 EUR'],
])('shows %d in a width that does not grow with its size', (value, text) => {
  expect(plain(formatValue(value, 'EUR'))).toBe(text);
});

it.each([
  ['en', '1,235 h', '99.95%', '+1.5 points'],
  ['de', '1.235 h', '99,95 %', '+1,5 Punkte'],
  ['fr', '1 235 h', '99,95 %', '+1,5 points'],
  ['es', '1235 h', '99,95 %', '+1,5 puntos'],
  ['ja', '1,235 h', '99.95%', '+1.5 ポイント'],
])('writes numbers as %s does', (locale, value, percentage, change) => {
  expect(plain(formatValue(1234.6, 'h', locale))).toBe(value);
  expect(plain(formatPercentage(99.95, locale))).toBe(percentage);
  expect(plain(formatChange(1.5, '%', locale))).toBe(change);
});

it.each([
  ['en', '15 April 2026', 'Week 16, 2026', 'April 2026', 'Q2 2026'],
  ['de', '15. April 2026', 'KW 16/2026', 'April 2026', 'Q2 2026'],
  ['fr', '15 avril 2026', 'semaine 16 de 2026', 'avril 2026', 'T2 2026'],
  [
    'es',
    '15 de abril de 2026',
    'semana 16 de 2026',
    'abril de 2026',
    'T2 2026',
  ],
  ['ja', '2026年4月15日', '2026年第16週', '2026年4月', '2026年第2四半期'],
])('names periods as %s does', (locale, day, week, month, quarter) => {
  expect(formatPeriod('2026-04-15', 'day', 'long', locale)).toBe(day);
  expect(formatPeriod('2026-04-13', 'week', 'long', locale)).toBe(week);
  expect(formatPeriod('2026-04-01', 'month', 'long', locale)).toBe(month);
  expect(formatPeriod('2026-04-01', 'quarter', 'long', locale)).toBe(quarter);
});

it('speaks English where a language is not known, and that of a region', () => {
  expect(languageOf('de-AT')).toBe('de');
  expect(languageOf('it')).toBe('en');
});
