import { InputError } from '@backstage/errors';
import { assertFinite } from './finite';

describe('assertFinite', () => {
  it('takes what JSON can tell', () => {
    for (const value of [
      0,
      -1.7e308,
      'NaN',
      null,
      undefined,
      true,
      [],
      [1, [2, null]],
      { a: 1, b: { c: [{ d: -1 }] }, e: undefined },
      new Uint8Array([1]),
    ]) {
      expect(() => assertFinite(value, 'it')).not.toThrow();
    }
  });

  it.each([
    [NaN, 'it'],
    [-Infinity, 'it'],
    [
      { trend: { chart: [{ mean: 1 }, { mean: Infinity }] } },
      'it.trend.chart.mean',
    ],
    [[[NaN]], 'it'],
  ])('says where in %j there is no number', (value, where) => {
    expect(() => assertFinite(value, 'it')).toThrow(InputError);
    expect(() => assertFinite(value, 'it')).toThrow(
      `${where} is beyond 1.8e308, the largest number there is`,
    );
  });
});
