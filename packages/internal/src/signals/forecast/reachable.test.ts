import { history } from '../__testUtils__/history';
import { reachableFrom } from './reachable';

const values = history([3, 0, null, 5]);

describe('to what a running period can still come', () => {
  it.each([
    ['sum', 2, { min: 2 }],
    ['sum', 0, {}],
    ['max', -4, { min: -4 }],
    ['min', 4, { max: 4 }],
    ['mean', 4, {}],
    ['last', 4, {}],
    ['quantile', 4, {}],
    ['sum', null, {}],
    ['sum', undefined, {}],
  ] as const)(
    'as %s of which %s is measured: %j',
    (how, measured, expected) => {
      expect(reachableFrom(measured, how, values)).toEqual(expected);
    },
  );

  it('may be less where a sum has parts that are negative', () => {
    expect(reachableFrom(2, 'sum', history([3, -1, 5]))).toEqual({});
    expect(reachableFrom(-2, 'sum', values)).toEqual({});
  });
});
