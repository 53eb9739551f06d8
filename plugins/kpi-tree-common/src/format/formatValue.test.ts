import { formatChange } from './formatValue';

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
