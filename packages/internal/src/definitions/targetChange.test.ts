import { targetEffect } from './targetChange';

const range = (min: number, max: number) => ({ min, max });

describe('targetEffect', () => {
  it.each([
    ['lower', 1.5, 3, 'loosened'],
    ['lower', 3, 1.5, 'tightened'],
    ['higher', 99.9, 99, 'loosened'],
    ['higher', 99, 99.9, 'tightened'],
    ['range', range(60, 80), range(50, 80), 'loosened'],
    ['range', range(60, 80), range(65, 75), 'tightened'],
    ['range', range(60, 80), range(70, 90), 'changed'],
    ['lower', 3, 3, 'changed'],
    ['range', range(60, 80), range(60, 80), 'changed'],
    ['lower', null, 3, 'changed'],
    ['lower', 3, null, 'changed'],
  ] as const)('of %s from %p to %p is %s', (direction, from, to, effect) => {
    expect(targetEffect(direction, from, to)).toBe(effect);
  });
});
