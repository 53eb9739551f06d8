import fc from 'fast-check';
import {
  addsUp,
  evaluateExpression,
  operandNames,
  parseExpression,
} from './expression';

const parse = (text: string) => {
  const parsed = parseExpression(text);
  if ('mistake' in parsed) {
    throw new Error(parsed.mistake);
  }
  return parsed.expression;
};

const value = (text: string, operands: Record<string, number> = {}) =>
  evaluateExpression(parse(text), name =>
    Object.hasOwn(operands, name) ? operands[name] : undefined,
  );

describe('parseExpression', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 - 3 - 4', -5],
    ['24 / 4 / 2', 3],
    ['-2 * -3', 6],
    ['+1.5e1', 15],
    ['min(3, 1, 2) + max(3, 1, 2)', 4],
    ['abs(-2) + round(2.5)', 5],
  ])('computes %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    ['', 'is empty: use numbers, names of KPIs'],
    ['a b', 'has several expressions: join them with + - * or /'],
    ['a +', 'cannot be read: Expected expression after + at character 3; use'],
    ['(a', 'cannot be read: Unclosed ( at character 2; use'],
    ['2a', 'cannot be read: Variable names cannot start with a number (2a)'],
    ['a % b', 'has %, which is not known: use numbers'],
    ['a ** 2', 'has **, which is not known'],
    ['a == b', 'has ==, which is not known'],
    ['!a', 'has !, which is not known'],
    ['a ? b : c', 'has a condition with ? and :, which is not known'],
    ['[a]', 'has a list in brackets, which is not known'],
    ['this', 'has a this, which is not known'],
    ['"a" + b', 'has "a", which is not a number'],
    ['true', 'has true, which is not a number'],
    ['1e999', 'has 1e999, which is too large for a number'],
    ['a.constructor', 'has a dot or a bracket after a name'],
    ['a["b"]', 'has a dot or a bracket after a name'],
    ['eval(a)', 'calls eval, which is not a function: use numbers'],
    ['constructor(a)', 'calls constructor, which is not a function'],
    ['a.b(c)', 'calls something, which is not a function'],
    ['min()', 'calls min with 0 values: use one or more'],
    ['abs(a, b)', 'calls abs with 2 values: use one'],
  ])('refuses %j', (text, mistake) => {
    expect(parseExpression(text)).toEqual({
      mistake: expect.stringContaining(mistake),
    });
  });

  it('refuses what is too long, or nested too deep', () => {
    expect(parseExpression('a'.repeat(1_001))).toEqual({
      mistake: expect.stringContaining('has 1001 characters: use at most 1000'),
    });
    expect(parseExpression('('.repeat(1_000))).toEqual({
      mistake: expect.stringContaining('cannot be read'),
    });
  });

  it('never fails, and never knows what is not an operand', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc
            .array(
              fc.constantFrom(
                ...['a', 'b', '1', '+', '-', '*', '/', '(', ')', 'min', ','],
                ...['process', '.', '[', ']', '`', '=>', '?', ':', '"x"'],
              ),
              { maxLength: 30 },
            )
            .map(parts => parts.join(' ')),
        ),
        text => {
          const parsed = parseExpression(text);
          const result =
            'expression' in parsed
              ? evaluateExpression(parsed.expression, () => 2)
              : parsed.mistake.length;
          expect(result === undefined || Number.isFinite(result)).toBe(true);
        },
      ),
    );
  });
});

describe('evaluateExpression', () => {
  it('has no result where an operand is missing, even if it would not matter', () => {
    expect(value('a + b', { a: 1 })).toBeUndefined();
    expect(value('0 * b')).toBeUndefined();
    expect(value('max(a, b)', { a: 1 })).toBeUndefined();
  });

  it('has no result of a division by zero', () => {
    expect(value('a / b', { a: 1, b: 0 })).toBeUndefined();
    expect(value('a / b', { a: 0, b: 0 })).toBeUndefined();
    expect(value('1 / (1 / b)', { b: 0 })).toBeUndefined();
  });

  it.each([
    ['a * a', 'The result of 1e+200 * 1e+200'],
    ['a / b', 'The result of 1e+200 / 1e-200'],
    ['c + c', 'The result of 1.7e+308 + 1.7e+308'],
    ['0 - c - c', 'The result of -1.7e+308 - 1.7e+308'],
    ['max(a * a, 1)', 'The result of 1e+200 * 1e+200'],
    ['1 / (a * a)', 'The result of 1e+200 * 1e+200'],
  ])('says what of %s is beyond what a number holds', (text, message) => {
    expect(() => value(text, { a: 1e200, b: 1e-200, c: 1.7e308 })).toThrow(
      `${message} is beyond 1.8e308, the largest number there is`,
    );
  });

  it('takes a zero as a value', () => {
    expect(value('100 * a / b', { a: 0, b: 4 })).toBe(0);
  });
});

describe('operandNames', () => {
  it('tells each once, and no function', () => {
    expect(operandNames(parse('a / (b + a) * max(c, 1)'))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('addsUp', () => {
  it.each([
    ['sum', true],
    ['sum + sum2', true],
    ['2 * sum - sum2 / 4', true],
    ['-(sum)', true],
    ['sum / sum2', false],
    ['100 * sum / sum2', false],
    ['sum * sum2', false],
    ['sum + mean', false],
    ['sum + 1', false],
    ['max(sum, sum2)', false],
    ['mean', false],
  ])('of %s is %s', (text, expected) => {
    expect(addsUp(parse(text), name => name.startsWith('sum'))).toBe(expected);
  });

  it('is right about what is the sum of its parts', () => {
    const expressions = [
      'sum + 3 * other',
      'sum / 4 - other',
      '-sum',
      '(sum + other) * 2',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...expressions),
        fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 1 }),
        (text, parts) => {
          const of = (sum: number, other: number) =>
            value(text, { sum, other })!;
          const total = (which: 0 | 1) =>
            parts.reduce((s, part) => s + part[which], 0);
          expect(addsUp(parse(text), () => true)).toBe(true);
          expect(parts.reduce((s, part) => s + of(...part), 0)).toBeCloseTo(
            of(total(0), total(1)),
            0,
          );
        },
      ),
    );
  });
});
