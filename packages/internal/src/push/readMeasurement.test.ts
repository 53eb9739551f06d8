import fc from 'fast-check';
import { readMeasurement } from './readMeasurement';

const right = {
  entityRef: 'component:default/a',
  kpi: 'mttr',
  period: '2026-04-10',
  value: 3,
};

/** Lists in lists, deeper than a function that calls itself gets. */
function nested(): unknown {
  let value: unknown = [];
  for (let i = 0; i < 100_000; i++) {
    value = [value];
  }
  return value;
}

describe('readMeasurement', () => {
  it('picks the fields of a measurement', () => {
    expect(readMeasurement(right)).toEqual({ measurement: right });
    expect(readMeasurement({ ...right, weight: 2 })).toEqual({
      measurement: { ...right, weight: 2 },
    });
  });

  it('picks those of a ratio, whose denominator may be 0', () => {
    const { value: _, ...named } = right;
    const ratio = { ...named, numerator: 12, denominator: 0 };
    expect(readMeasurement(ratio)).toEqual({ measurement: ratio });
    expect(readMeasurement({ ...named, numerator: 12 })).toEqual({
      mistake: 'denominator is missing: use a number',
    });
    expect(readMeasurement({ ...named, denominator: 3 })).toEqual({
      mistake: 'numerator is missing: use a number',
    });
    expect(readMeasurement({ ...ratio, value: 4 })).toEqual({
      mistake:
        'numerator and denominator cannot be given together with value: use either value and weight, or numerator and denominator',
    });
    expect(readMeasurement({ ...right, denominator: 3 })).toEqual({
      mistake:
        'denominator cannot be given together with value: use either value and weight, or numerator and denominator',
    });
  });

  it.each<[string, unknown, string]>([
    [
      'null',
      null,
      'the row is not an object: use entityRef, kpi, period, value',
    ],
    ['a list', [right], 'the row is not an object'],
    ['a text', 'a', 'the row is not an object'],
    ['nothing', {}, 'entityRef is missing: use a reference such as'],
    ['null for a text', { ...right, kpi: null }, 'kpi is null: use the name'],
    ['a number for a text', { ...right, period: 7 }, 'period is 7: use a date'],
    ['a text for a number', { ...right, value: '3' }, 'value is "3": use a'],
    ['an object', { ...right, value: { a: 1 } }, 'value is an object: use a'],
    ['null for a weight', { ...right, weight: null }, 'weight is null: use a'],
    [
      'a misspelt field',
      { ...right, wieght: 2 },
      '"wieght" is not a field of a measurement: use entityRef, kpi, period, value, weight',
    ],
    [
      'what only sources say',
      { ...right, sketch: 'garbage', presumed: true },
      '"sketch" is not a field of a measurement',
    ],
    [
      'a field of all objects',
      JSON.parse('{"__proto__": {"value": 3}, "kpi": "mttr"}'),
      '"__proto__" is not a field of a measurement',
    ],
    [
      'a NUL character',
      { ...right, kpi: 'a\0b' },
      'kpi is "a\\u0000b", which has a character that cannot be stored: use the name of a Kpi',
    ],
    [
      'half a character',
      { ...right, entityRef: 'component:default/\ud800' },
      'entityRef is "component:default/\\ud800", which has a character',
    ],
    [
      'a very long text',
      { ...right, entityRef: 'a'.repeat(1_000_000) },
      'entityRef has 1000000 characters: use a reference such as',
    ],
    ['deep nesting', { ...right, value: nested() }, 'value is a list: use a'],
  ])('says what is wrong with %s', (_, data, message) => {
    expect(readMeasurement(data)).toEqual({
      mistake: expect.stringContaining(message),
    });
  });

  it('has a short answer to anything', () => {
    const field = fc.constantFrom(...Object.keys(right), 'weight', 'x');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything({ withNullPrototype: true }),
          fc.dictionary(
            field,
            fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.anything()),
          ),
        ),
        data => {
          const result = readMeasurement(data);
          const { mistake = '', measurement = {} } = { ...result } as {
            mistake?: string;
            measurement?: object;
          };
          expect(mistake.length).toBeLessThan(1_000);
          // It is a part of what was sent
          const sent = { ...(data as object) };
          expect({ ...sent, ...measurement }).toEqual(sent);
        },
      ),
    );
  });
});
