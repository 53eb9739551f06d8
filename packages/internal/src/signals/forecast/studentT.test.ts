import { studentT } from './studentT';

it.each([
  // The usual table of Student's t.
  [1, 0.9, 3.078],
  [1, 0.975, 12.706],
  [2, 0.95, 2.92],
  [3, 0.975, 3.182],
  [4, 0.975, 2.776],
  [7, 0.9, 1.415],
  [20, 0.95, 1.725],
  [30, 0.975, 2.042],
  [120, 0.975, 1.98],
])("is Student's t of %d degrees of freedom at %d", (freedom, share, t) => {
  expect(studentT(t, freedom)).toBeCloseTo(share, 3);
  expect(studentT(-t, freedom)).toBeCloseTo(1 - share, 3);
});

it('is symmetric, and goes to the ends', () => {
  expect(studentT(0, 5)).toBe(0.5);
  expect(studentT(-Infinity, 5)).toBe(0);
  expect(studentT(Infinity, 5)).toBe(1);
});
